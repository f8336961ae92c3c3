"""A simulated Discogs with the limits, headers and oddities of the real one."""
