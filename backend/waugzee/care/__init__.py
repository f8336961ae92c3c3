"""The cleaning log."""
