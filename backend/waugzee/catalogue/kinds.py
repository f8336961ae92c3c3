"""What there is in the catalogue, by the words and numbers that everything else calls it by.

Apart from the tables, so that what imports and nothing else starts without what the API is made of.
"""

KINDS = ("artists", "labels", "masters", "releases")
NUMBER = {kind: number for number, kind in enumerate(KINDS)}
TIERS = range(4)
"""The parts of the search's index: what is well known, what is less so, the releases of the well known,
all others."""
