"""Sleeves of the demo collection: every scene and decade in its own manner, drawn as SVG."""

from collections.abc import Callable

from waugzee_demo.catalogue import Release
from waugzee_demo.covers import electric, geometric, landscapes, printed, scenery, typographic
from waugzee_demo.covers.sleeve import Sleeve

Design = Callable[[Sleeve], None]

DESIGNS: dict[str, Design] = {
    "bands": geometric.bands,
    "blur": landscapes.blur,
    "bossa": printed.bossa,
    "circles": geometric.circles,
    "company": printed.company,
    "cutouts": printed.cutouts,
    "engraved": typographic.engraved,
    "grid": geometric.grid,
    "horizon": landscapes.horizon,
    "kosmische": electric.kosmische,
    "letterpress": typographic.letterpress,
    "library": geometric.library,
    "mandala": geometric.mandala,
    "memphis": electric.memphis,
    "moire": electric.moire,
    "mountains": landscapes.mountains,
    "neon": electric.neon,
    "painting": landscapes.painting,
    "photo": landscapes.photo,
    "poolside": scenery.poolside,
    "psychedelic": printed.psychedelic,
    "ransom": typographic.ransom,
    "rays": geometric.rays,
    "roots": scenery.roots,
    "sinewaves": electric.sinewaves,
    "soulful": geometric.soulful,
    "stencil": typographic.stencil,
    "sunset": scenery.sunset,
    "swiss": typographic.swiss,
    "thriller": printed.thriller,
    "tinted": scenery.tinted,
    "topography": electric.topography,
    "tropical": scenery.tropical,
    "woodcut": scenery.woodcut,
    "xerox": typographic.xerox,
}


def cover(release: Release) -> str:
    """The same for every pressing of a master."""
    label, catno = release.labels[0]
    sleeve = Sleeve(
        artist=release.credit,
        title=release.title.removesuffix(" (Original Soundtrack)"),
        label="White Label" if label.name == "Not On Label" else label.name,
        catno="" if catno == "none" else catno,
        year=release.year,
        seed=release.master_id or release.id,
    )
    DESIGNS[release.cover](sleeve)
    return sleeve.svg()
