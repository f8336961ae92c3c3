"""The made-up past of a visitor: what was played and cleaned, and when. The same dice for everybody."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from waugzee.db import new_id

DAYS = 500
FAVOURITES = 210
"""Records that are played at all."""
CLEANED = 150
MOODS = ("calm", "focused", "happy", "late", None, None, None)


class ScriptedPlay(msgspec.Struct, frozen=True):
    """A play of the past; `sides` None is the whole record."""

    id: uuid.UUID
    copy_id: uuid.UUID
    played_at: datetime
    sides: list[str] | None
    rating: int | None
    mood: str | None


class ScriptedCleaning(msgspec.Struct, frozen=True):
    """A cleaning of the past."""

    id: uuid.UUID
    copy_id: uuid.UUID
    cleaned_at: datetime
    method: str
    depth: str


class Script(msgspec.Struct, frozen=True):
    """A past, and two crates by name."""

    plays: list[ScriptedPlay]
    cleanings: list[ScriptedCleaning]
    crates: dict[str, list[uuid.UUID]]


def scripted(copies: Sequence[uuid.UUID], now: datetime) -> Script:
    """Make up a past of these copies that ends before `now`: evenings, more of them on weekends."""
    dice = random.Random(1877)
    loved = dice.sample(list(copies), min(FAVOURITES, len(copies)))
    weights = [(place + 12) ** -0.8 for place in range(len(loved))]
    plays: list[ScriptedPlay] = []
    for ago in range(DAYS, -1, -1):
        day = now - timedelta(days=ago)
        if not loved or dice.random() > (0.75 if day.weekday() >= 4 else 0.45):
            continue
        at = day.replace(hour=18, minute=dice.randrange(60), second=0, microsecond=0)
        at += timedelta(minutes=dice.randrange(150))
        for copy_id in dice.choices(loved, weights, k=dice.choice((1, 1, 2, 2, 3))):
            if at >= now:
                break
            sides = ["A"] if dice.random() < 0.2 else None
            rating = dice.choice((None, None, None, 3, 4, 5))
            plays.append(ScriptedPlay(new_id(), copy_id, at, sides, rating, dice.choice(MOODS)))
            at += timedelta(minutes=dice.randrange(22, 55))
    cleanings = [
        ScriptedCleaning(
            new_id(),
            copy_id,
            now - timedelta(days=dice.randrange(1, DAYS), hours=dice.randrange(1, 9)),
            *dice.choice((("Brush", "light"), ("Machine", "deep"), ("Machine", "deep"))),
        )
        for copy_id in loved[:CLEANED]
    ]
    crates = {"Sunday morning": loved[4:12], "For Friday": loved[20:26]}
    return Script(plays, cleanings, crates)
