"""The clients with which the server itself asks others."""

from typing import Any

import httpx

from waugzee import __version__


def user_agent(home: str) -> str:
    """Who asks; `home` is an address that tells more."""
    return f"Waugzee/{__version__} +{home}"


def client_from(home: str, **more: Any) -> httpx.AsyncClient:
    """It follows no redirect and takes no proxy: what it bears goes where it was addressed alone."""
    return httpx.AsyncClient(
        headers={"User-Agent": user_agent(home)}, follow_redirects=False, trust_env=False, **more
    )
