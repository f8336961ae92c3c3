"""News for open pages, over a WebSocket."""
