"""Sessions: plays less than a gap apart. Computed from plays whenever asked for, never stored."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from waugzee.plays.schemas import Play, PlaySession


def joined(later: Play, earlier: Play, gap: timedelta) -> bool:
    """Say whether two plays that follow one another belong together; of a day alone one cannot know."""
    if later.date_only or earlier.date_only:
        return False
    return later.played_at - (earlier.played_at + timedelta(seconds=earlier.seconds)) < gap


def joins(plays: Sequence[Play], gap: timedelta) -> list[bool]:
    """Of plays newest first: does each go on where the next one left off?"""
    return [joined(later, earlier, gap) for later, earlier in pairwise(plays)]


def sessions(plays: Sequence[Play], gap: timedelta) -> Iterator[PlaySession]:
    """Group plays, newest first."""
    together: list[Play] = []
    for play in plays:
        if together and not joined(together[-1], play, gap):
            yield _session(together)
            together = []
        together.append(play)
    if together:
        yield _session(together)


def _session(plays: Sequence[Play]) -> PlaySession:
    ends = (play.played_at + timedelta(seconds=play.seconds) for play in plays)
    seconds = sum(play.seconds for play in plays)
    return PlaySession(plays[-1].played_at, max(ends), seconds, [play.id for play in plays])
