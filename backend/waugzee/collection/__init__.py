"""The copies a user owns."""
