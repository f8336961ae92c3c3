"""Erasing users: by themselves, from a terminal, or at the end of a visit. Always whole, always this way."""
