"""A run's progress on standard error: a bar on a terminal, a line now and then anywhere else."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from waugzee.terminal.words import doing, duration
from waugzee_sync.sync.events import Progress

LINE_EVERY = 10.0
"""Seconds between two lines that differ only in how far the run is."""


class Display(Protocol):
    def show(self, said: Progress, now: float) -> None: ...


@contextmanager
def display(*, quiet: bool = False) -> Iterator[Display]:
    """Show progress for the block."""
    console = Console(stderr=True, quiet=quiet)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[counts]}", style="bold"),
        TextColumn("{task.fields[left]}", style="dim"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        yield _Bar(bar)


class _Bar:
    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("Opening the run", total=None, counts="", left="")

    def show(self, said: Progress, now: float) -> None:
        self._bar.update(
            self._task,
            description=_sentence(doing(said, now)),
            completed=said.pages_done,
            total=said.pages_total,
            counts=_counts(said),
            left=_left(said),
        )


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: tuple[str, str | None] | None = None
        self._at = 0.0

    def show(self, said: Progress, now: float) -> None:
        # What is done is news at once, how far it is from time to time.
        news = (said.phase, said.problem)
        if news == self._said and time.monotonic() - self._at < LINE_EVERY:
            return
        self._said, self._at = news, time.monotonic()
        parts = [_sentence(doing(said, now)), _counts(said), _left(said)]
        line = ", ".join(part for part in parts if part)
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counts(said: Progress) -> str:
    if said.pages_total is None:
        return ""
    pages = f"{said.pages_done} of {said.pages_total} page{'s' if said.pages_total != 1 else ''}"
    return f"{pages}, {said.items_seen:,} of {said.items_total or 0:,} records"


def _left(said: Progress) -> str:
    if not said.seconds_left or said.phase not in ("reading", "waiting"):
        return ""
    return f"about {duration(said.seconds_left)} left"
