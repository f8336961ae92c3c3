"""A plan in figures, with what is not taken in as the file has it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from waugzee.imports.history import Entry, History, Kind, Reason, Said
from waugzee.imports.planning import Placed, Plan
from waugzee.imports.schemas import Counts, ImportReport, RecordCounts, Remark

MOST_EXAMPLES = 20
LONGEST_TEXT = 100


def told(plan: Plan, *, synced: bool) -> ImportReport:
    """What a plan would do."""
    history = plan.history
    done_with = {one.release_id for one in (*history.plays, *history.cleanings)}
    return ImportReport(
        source=history.source,
        applied=False,
        synced=synced,
        has_token=history.has_token,
        records=RecordCounts(
            matched=plan.matched,
            departed=len(plan.departing),
            unknown=len(done_with - plan.copies.keys()),
        ),
        entries=[
            _counts(history, "play", history.plays, plan.plays),
            _counts(history, "cleaning", history.cleanings, plan.cleanings),
            _counts(history, "stylus", history.styluses, Placed(plan.new_styluses, [], 0)),
        ],
        remarks=[*_set_aside(plan), *_changed(plan)],
    )


def _counts(history: History, kind: Kind, read: Sequence[Any], placed: Placed) -> Counts:
    unread = sum(one.kind == kind for one in history.set_aside)
    new, homeless = len(placed.new), len(placed.homeless)
    return Counts(
        kind=kind,
        found=len(read) + unread,
        new=new,
        known=len(read) - new - homeless - placed.deleted,
        deleted=placed.deleted,
        set_aside=unread + homeless,
    )


def _set_aside(plan: Plan) -> Iterator[Remark]:
    groups: defaultdict[tuple[Kind, Reason], list[Said]] = defaultdict(list)
    for one in plan.history.set_aside:
        groups[one.kind, one.reason].append(one.said)
    groups["play", "no-record"] = [_said(one) for one in plan.plays.homeless]
    groups["cleaning", "no-record"] = [_said(one) for one in plan.cleanings.homeless]
    return remarks(groups, plan.titles, taken_in=False)


def _changed(plan: Plan) -> Iterator[Remark]:
    groups: defaultdict[tuple[Kind, Reason], list[Said]] = defaultdict(list)
    new: dict[Kind, list[Entry]] = {"play": plan.plays.new, "cleaning": plan.cleanings.new}
    for kind, entries in new.items():
        for entry in entries:
            for reason in entry.flaws:
                groups[kind, reason].append(_said(entry))
    for stylus in plan.new_styluses:
        for reason in stylus.flaws:
            groups["stylus", reason].append(Said(None, "", stylus.name))
    return remarks(groups, plan.titles, taken_in=True)


def _said(entry: Entry) -> Said:
    return Said(entry.release_id, entry.at.isoformat(), entry.notes[:LONGEST_TEXT])


def remarks(
    groups: Mapping[tuple[Kind, Reason], Sequence[Said]], titles: Mapping[int, str], *, taken_in: bool
) -> Iterator[Remark]:
    """What is said of each group, with the first of it; the titles of records where they are known."""
    for (kind, reason), said in groups.items():
        if said:
            examples = [
                msgspec.structs.replace(one, title=titles.get(one.release_id or 0))
                for one in said[:MOST_EXAMPLES]
            ]
            yield Remark(kind=kind, reason=reason, taken_in=taken_in, count=len(said), examples=examples)
