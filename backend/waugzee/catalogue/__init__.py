"""The catalogue: Discogs' monthly dumps, imported."""
