"""Sleeves, drawn as SVG."""

from waugzee_demo.catalogue import Release


def cover(release: Release) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><text y="60">{release.id}</text></svg>'
