"""The public profile: what a user lets anybody see who has its address, off until they say so."""
