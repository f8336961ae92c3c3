"""The play log."""
