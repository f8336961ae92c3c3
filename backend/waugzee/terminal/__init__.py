"""`waugzee sync`: the engine in a terminal, with this machine's own allowance at Discogs."""
