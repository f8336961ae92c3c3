"""Signing in at the built-in issuer by one's Discogs account, where the operator lets people.

The issuer vouches for whoever Discogs names: at first sight they get an account, a user, and the
connection in one go; afterwards they are known again. Nobody else's issuer is touched by this.
"""
