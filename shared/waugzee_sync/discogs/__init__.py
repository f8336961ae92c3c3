"""Discogs as it is: the requests we make, the responses we accept, and the pace it allows."""
