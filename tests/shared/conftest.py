"""The same examples on every machine and interpreter."""

from hypothesis import settings

settings.register_profile("engine", derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("engine")
