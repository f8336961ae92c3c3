"""Turntables, cartridges, styluses, and which was mounted where from when to when."""
