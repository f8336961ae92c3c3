"""The shelf: copies together with what was done with them, and its delta feed."""
