"""How a search shows a release."""

from collections.abc import Mapping
from typing import Any

from waugzee_demo.barcodes import identifiers
from waugzee_demo.catalogue import Release
from waugzee_demo.collection import View
from waugzee_demo.resources import WEB, slug

Row = dict[str, Any]


def release_row(release: Release, view: View) -> Row:
    """A generated release as a row: title and artist in one text, the year as text, addresses relative."""
    first = release.formats[-1]
    row: Row = {
        "country": release.country,
        "format": [first.name, *first.descriptions],
        "label": list(dict.fromkeys(label.name for label, _ in release.labels)),
        "type": "release",
        "genre": list(release.scene.genres),
        "style": list(release.styles),
        "id": release.id,
        "barcode": [one["value"] for one in identifiers(release)],
        "user_data": {"in_wantlist": False, "in_collection": False},
        "master_id": release.master_id,
        "master_url": f"{view.origin}/masters/{release.master_id}" if release.master_id else None,
        "uri": f"/release/{release.id}-{slug(release.credit, release.title)}",
        "catno": release.labels[0][1],
        "title": f"{release.credit} - {release.title}",
        "thumb": release.picture(view.origin, 150) if view.images else "",
        "cover_image": release.picture(view.origin, 600) if view.images else "",
        "resource_url": f"{view.origin}/releases/{release.id}",
        "community": {"want": release.id % 900, "have": release.id % 4000},
        "format_quantity": sum(int(part.qty) for part in release.formats),
        "formats": [part.shown() for part in release.formats],
    }
    if release.year:
        row["year"] = str(release.year)
    return row


def recorded_row(body: Mapping[str, Any], view: View) -> Row:
    """A recorded release as a row; what was not recorded is left out."""
    artist = body.get("artists_sort") or " ".join(one.get("name", "") for one in body.get("artists", []))
    formats = body.get("formats") or []
    labels = body.get("labels") or []
    row: Row = {
        "country": body.get("country", ""),
        "format": [text for one in formats[:1] for text in (one["name"], *one.get("descriptions", []))],
        "label": [one["name"] for one in labels],
        "type": "release",
        "genre": body.get("genres", []),
        "style": body.get("styles", []),
        "id": body["id"],
        "barcode": [one.get("value", "") for one in body.get("identifiers") or []],
        "user_data": {"in_wantlist": False, "in_collection": False},
        "master_id": body.get("master_id", 0),
        "master_url": body.get("master_url"),
        "uri": str(body.get("uri", "")).removeprefix(WEB),
        "catno": labels[0]["catno"] if labels else "",
        "title": f"{artist} - {body.get('title', '')}",
        "thumb": body.get("thumb", "") if view.images else "",
        "cover_image": body.get("thumb", "") if view.images else "",
        "resource_url": f"{view.origin}/releases/{body['id']}",
        "formats": formats,
    }
    if body.get("year"):
        row["year"] = str(body["year"])
    return row
