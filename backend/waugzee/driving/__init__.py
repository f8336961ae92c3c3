"""The engine driven outside of a browser: by a server, or in a terminal."""
