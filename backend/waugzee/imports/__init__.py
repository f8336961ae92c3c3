"""A history kept elsewhere, brought along: read from a file, told before it is done, taken in once."""
