"""Scrobbling: plays told to ListenBrainz, track by track. Above plays, which know nothing of it."""
