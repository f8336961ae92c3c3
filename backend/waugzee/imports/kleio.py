"""What a file of Kleio's says, its database or its JSON export: from bytes to one history.

- Times are UTC, whatever their spelling. Exactly midnight is a day that was chosen by itself.
- A play at the second of a cleaning of the same record came after it: Kleio moves it on by a second when it
  starts the next time, and so do we, or the two formats would not know each other's entries.
- Stylus 0 is none. Of the styluses that every Kleio begins with, those are taken that a play names.
- A cleaning was deep where its notes say so: Kleio has no other word for it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from waugzee.collection.moments import checked_moment
from waugzee.errors import Invalid, UnreadableFile
from waugzee.imports import kleio_file
from waugzee.imports.history import (
    Entry,
    History,
    Kind,
    Reason,
    Said,
    SetAside,
    Stylus,
    entry_id,
    stylus_id,
)
from waugzee.imports.kleio_database import HEADER, read_database
from waugzee.imports.kleio_export import read_export
from waugzee_sync.discogs.responses import LARGEST_ID

LONGEST_NOTES = 2000
LONGEST_NAME = 120
MOST_HOURS = 100_000
LARGEST = 64_000_000
"""Bytes."""
SEEDED = "nagaoka mp-110"
"""The stylus of Kleio's author, which every Kleio has for its user's own."""
SECOND = timedelta(seconds=1)
DEEP = re.compile(r"deep[\s-]*clean", re.IGNORECASE)

Moments = set[tuple[int, datetime]]
"""Releases, and when something was done with them."""


def read(body: bytes, now: datetime) -> History:
    """All that a file holds, judged as of `now`; raises UnreadableFile for what is none of Kleio's."""
    if len(body) > LARGEST:
        raise UnreadableFile("This is no export of Waugzee's, and no Kleio's file is as large.")
    file = read_database(body) if body.startswith(HEADER) else read_export(body)
    set_aside = list(file.unreadable)
    cleanings = _cleanings(file.cleanings, now, set_aside)
    names = _names(file, set_aside)
    plays = _plays(file.plays, {(one.release_id, one.at) for one in cleanings}, names, now, set_aside)
    return History(
        source=file.source,
        records=file.records,
        plays=plays,
        cleanings=cleanings,
        styluses=_styluses(file.styluses, names, plays, now),
        set_aside=set_aside,
        has_token=file.has_token,
    )


def _cleanings(lines: Sequence[kleio_file.Cleaning], now: datetime, set_aside: list[SetAside]) -> list[Entry]:
    places: Counter[tuple[int, datetime]] = Counter()
    found = []
    for line in lines:
        at = _judged("cleaning", line.release_id, line.cleaned_at, line.notes, now)
        if isinstance(at, SetAside):
            set_aside.append(at)
            continue
        second = at.replace(microsecond=0)
        places[line.release_id, second] += 1
        notes, flaws = _kept(line.notes)
        found.append(
            Entry(
                id=entry_id("cleaning", line.release_id, second, places[line.release_id, second]),
                release_id=line.release_id,
                at=second,
                date_only=_is_midnight(at),
                notes=notes,
                flaws=flaws,
                deep=bool(line.deep) or DEEP.search(line.notes or "") is not None,
            )
        )
    return found


def _plays(
    lines: Sequence[kleio_file.Play],
    cleaned: Moments,
    names: Mapping[int, str],
    now: datetime,
    set_aside: list[SetAside],
) -> list[Entry]:
    ids = {number: stylus_id(name) for number, name in names.items()}
    places: Counter[tuple[int, datetime]] = Counter()
    found = []
    for line in lines:
        at = _judged("play", line.release_id, line.played_at, line.notes, now)
        if isinstance(at, SetAside):
            set_aside.append(at)
            continue
        second = at.replace(microsecond=0)
        was_moved = (line.release_id, second - SECOND) in cleaned
        date_only = _is_midnight(at) or (was_moved and _is_midnight(at - SECOND))
        if (line.release_id, second) in cleaned:
            second += SECOND
        places[line.release_id, second] += 1
        notes, flaws = _kept(line.notes)
        if line.stylus_id and line.stylus_id not in ids:
            flaws = [*flaws, "unknown-stylus"]
        found.append(
            Entry(
                id=entry_id("play", line.release_id, second, places[line.release_id, second]),
                release_id=line.release_id,
                at=second,
                date_only=date_only,
                notes=notes,
                flaws=flaws,
                stylus_id=ids.get(line.stylus_id or 0),
            )
        )
    return found


def _names(file: kleio_file.File, set_aside: list[SetAside]) -> dict[int, str]:
    """The names by Kleio's number of the styluses that are the user's own, or that a play names."""
    used = {line.stylus_id for line in file.plays if line.stylus_id}
    found = {}
    for line in file.styluses:
        name = " ".join(_name(line).split())[:LONGEST_NAME]
        if line.id not in used and (line.base_model or not line.owned or name.casefold() == SEEDED):
            continue
        if name:
            found[line.id] = name
        else:
            set_aside.append(SetAside("stylus", "no-name", Said(None, line.created_at or "", "")))
    return found


def _name(line: kleio_file.Stylus) -> str:
    name, maker = _mended(line.name), _mended(line.manufacturer)
    return name if name.casefold().startswith(maker.casefold()) else f"{maker} {name}"


def _styluses(
    lines: Sequence[kleio_file.Stylus], names: Mapping[int, str], plays: Sequence[Entry], now: datetime
) -> list[Stylus]:
    """Those of the same name are one, as the one that is the user's own says."""
    primary = max(((line.created_at or "", line.id) for line in lines if line.primary), default=("", 0))[1]
    last_used: dict[object, datetime] = {}
    for play in plays:
        last_used[play.stylus_id] = max(last_used.get(play.stylus_id, play.at), play.at)
    found: dict[object, Stylus] = {}
    for line in sorted(lines, key=lambda line: (bool(line.owned and not line.base_model), line.id)):
        if line.id not in names:
            continue
        own_id = stylus_id(names[line.id])
        rated, bought = line.expected_lifespan or None, _moment(line.purchase_date)
        is_rated = rated is None or 1 <= rated <= MOST_HOURS
        is_bought = not line.purchase_date or (bought is not None and _is_possible(bought, now))
        found[own_id] = Stylus(
            id=own_id,
            name=names[line.id],
            maker=_mended(line.manufacturer)[:LONGEST_NAME],
            model=_mended(line.name)[:LONGEST_NAME],
            rated_hours=rated if is_rated else None,
            bought_on=bought.date() if bought and is_bought else None,
            in_use=bool(line.active) or line.id == primary,
            last_used=last_used.get(own_id),
            flaws=[] if is_rated and is_bought else ["details-left-out"],
        )
    return list(found.values())


def _moment(text: str | None) -> datetime | None:
    """When that was, in UTC, as SQLite, Go or JSON write it; None where it cannot be told."""
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time()


def _judged(kind: Kind, release_id: int, when: str, notes: str | None, now: datetime) -> datetime | SetAside:
    """When an entry was, in UTC; or why it cannot be taken in."""
    at = _moment(when)
    reason: Reason = "impossible-time"
    if not 0 < release_id <= LARGEST_ID:
        reason = "no-release"
    elif at is None:
        reason = "no-time"
    elif _is_possible(at, now):
        return at
    return SetAside(kind, reason, Said(release_id, _mended(when)[:100], _mended(notes)[:300]))


def _is_possible(at: datetime, now: datetime) -> bool:
    try:
        checked_moment(at, now)
    except Invalid:
        return False
    return True


def _kept(text: str | None) -> tuple[str, Sequence[Reason]]:
    """Notes as they are kept, and what was changed of them."""
    notes = _mended(text)
    flaws: list[Reason] = ["characters-replaced"] if "\ufffd" in notes or notes != (text or "") else []
    return notes[:LONGEST_NOTES], [*flaws, "notes-cut"] if len(notes) > LONGEST_NOTES else flaws


def _mended(text: str | None) -> str:
    """Without the one character that no text of ours can hold."""
    return (text or "").replace("\0", "")
