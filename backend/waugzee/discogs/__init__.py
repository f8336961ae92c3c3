"""The connection to Discogs: in which way, as whom, and the secrets it needs."""
