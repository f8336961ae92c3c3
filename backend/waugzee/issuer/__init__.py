"""The built-in OpenID Connect issuer, for one machine: local accounts, one client (the page).

It shares the database and the settings with the API and nothing else, so that any other issuer can
stand in its place; what ends here ends there by a function that the application hands over. Authlib,
which does the protocol, is synchronous, and so is everything beneath `routes`: it runs inside
SQLAlchemy's `run_sync`, where a query gives way to the event loop.
"""
