"""How the API shows releases, masters and artists of the generated catalogue."""

import random
from collections.abc import Sequence

from waugzee_demo.barcodes import identifiers
from waugzee_demo.catalogue import Artist, Release, artist_credits, label_credits, pacific
from waugzee_demo.collection import View
from waugzee_demo.generator import FIRST_DAY
from waugzee_demo.tracks import tracklist

WEB = "https://www.discogs.com"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def release_resource(release: Release, view: View) -> dict[str, object]:
    chance = random.Random(release.id)
    person = {"username": "needle_drop", "resource_url": f"{view.origin}/users/needle_drop"}
    shown: dict[str, object] = {
        "id": release.id,
        "status": "Accepted",
        "year": release.year,
        "resource_url": f"{view.origin}/releases/{release.id}",
        "uri": f"{WEB}/release/{release.id}-{slug(release.credit, release.title)}",
        "artists": artist_credits(release, view.origin),
        "artists_sort": release.credit,
        "labels": label_credits(release, view.origin),
        "series": [],
        "companies": [_pressed_by(view)],
        "formats": [part.shown() for part in release.formats],
        "data_quality": "Correct",
        "community": {
            "have": chance.randrange(5, 4000),
            "want": chance.randrange(0, 3000),
            "rating": {"count": chance.randrange(0, 300), "average": round(chance.uniform(3.2, 4.9), 2)},
            "submitter": person,
            "contributors": [person],
            "data_quality": "Correct",
            "status": "Accepted",
        },
        "format_quantity": sum(int(part.qty) for part in release.formats),
        "date_added": pacific(FIRST_DAY - chance.randrange(1, 400_000_000)),
        "date_changed": pacific(FIRST_DAY + chance.randrange(1, 300_000_000)),
        "num_for_sale": chance.randrange(0, 60),
        "lowest_price": round(chance.uniform(1, 90), 2) if chance.random() < 0.9 else None,
    }
    if release.master_id:
        shown["master_id"] = release.master_id
        shown["master_url"] = f"{view.origin}/masters/{release.master_id}"
    shown |= {"title": release.title, "country": release.country, **_released(release, chance)}
    shown |= {
        "identifiers": identifiers(release),
        "videos": [],
        "genres": release.scene.genres,
        "styles": release.styles,
        "tracklist": tracklist(release),
        "images": _images(release, view),
        "thumb": release.picture(view.origin, 150) if view.images else "",
        "estimated_weight": 230 * int(release.formats[-1].qty),
        "blocked_from_sale": False,
    }
    return shown


def _pressed_by(view: View) -> dict[str, object]:
    return {
        "id": 266256,
        "name": "Simulated Pressing Plant",
        "catno": "",
        "entity_type": "17",
        "entity_type_name": "Pressed By",
        "resource_url": f"{view.origin}/labels/266256",
    }


def master_resource(releases: Sequence[Release], view: View) -> dict[str, object]:
    """A master is shown by its oldest release here."""
    main = min(releases, key=lambda release: (release.year or 9999, release.id))
    recent = max(releases, key=lambda release: (release.year, release.id))
    address = f"{view.origin}/masters/{main.master_id}"
    return {
        "id": main.master_id,
        "main_release": main.id,
        "most_recent_release": recent.id,
        "resource_url": address,
        "uri": f"{WEB}/master/{main.master_id}-{slug(main.credit, main.title)}",
        "versions_url": f"{address}/versions",
        "main_release_url": f"{view.origin}/releases/{main.id}",
        "most_recent_release_url": f"{view.origin}/releases/{recent.id}",
        "num_for_sale": len(releases) * 7,
        "lowest_price": None,
        "images": _images(main, view),
        "genres": main.scene.genres,
        "styles": main.styles,
        "year": main.year,
        "tracklist": tracklist(main),
        "artists": artist_credits(main, view.origin),
        "title": main.title,
        "data_quality": "Correct",
        "videos": [],
    }


def artist_resource(artist: Artist, view: View) -> dict[str, object]:
    address = f"{view.origin}/artists/{artist.id}"
    return {
        "name": artist.name,
        "id": artist.id,
        "resource_url": address,
        "uri": f"{WEB}/artist/{artist.id}-{slug(artist.name)}",
        "releases_url": f"{address}/releases",
        "profile": "",
        "data_quality": "Needs Vote",
    }


def _released(release: Release, chance: random.Random) -> dict[str, object]:
    """Year, year and month, or the day; nothing where the year is unknown."""
    if not release.year:
        return {}
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    precision = chance.choice(("year", "month", "day"))
    if precision == "year":
        return {"released": str(release.year), "released_formatted": str(release.year)}
    formatted = f"{MONTHS[month - 1]} {release.year}"
    if precision == "month":
        return {"released": f"{release.year}-{month:02}-00", "released_formatted": formatted}
    return {"released": f"{release.year}-{month:02}-{day:02}", "released_formatted": f"{day:02} {formatted}"}


def _images(release: Release, view: View) -> list[dict[str, object]]:
    if not release.cover:
        return []
    large, small = (release.picture(view.origin, size) if view.images else "" for size in (600, 150))
    return [
        {"type": "primary", "uri": large, "resource_url": large, "uri150": small, "width": 600, "height": 600}
    ]


def slug(*names: str) -> str:
    """As in Discogs' own addresses, where letters beyond ASCII stand as they are."""
    words = "-".join(names).replace(" ", "-")
    return "".join(mark for mark in words if mark.isalnum() or mark == "-")
