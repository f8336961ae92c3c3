"""A sync run: what happened, what to do next, and whether the whole collection was seen."""
