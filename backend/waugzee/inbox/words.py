"""What a push says, in the language of the device: a title, a line, and the page it opens.

The page has words of its own for what it shows; these are shown by the device, which knows no more than
it was sent.
"""

from collections.abc import Callable, Sequence

import msgspec

from waugzee.inbox.push_schemas import Language
from waugzee.inbox.schemas import About, Kind

LONGEST_NAME = 80


class Message(msgspec.Struct, frozen=True):
    """What the service worker shows. Of two with one `tag` the later takes the other's place."""

    title: str
    body: str
    url: str
    tag: str


def message(kind: Kind, told: Sequence[tuple[About, str | None]], language: Language) -> Message:
    """One message for all that was told of a kind, the newest first, each with its subject."""
    count = sum(about.count for about, _ in told)
    names = [_short(name) for about, _ in told for name in about.names]
    newest, subject = told[0]
    shown = About(count=count, names=names[:3], state=newest.state, percent_left=newest.percent_left)
    title, body = (GERMAN if language == "de" else ENGLISH)[kind](shown)
    return Message(title, body, _address(kind, count, subject, newest), f"waugzee-{kind}")


def trial(language: Language) -> Message:
    """What is sent to see whether it arrives."""
    if language == "de":
        title, body = "Hier erreicht dich Waugzee", "So sieht eine Mitteilung aus."
    else:
        title, body = "Waugzee can reach you here", "This is what a message looks like."
    return Message(title, body, "/inbox", "waugzee-trial")


def _address(kind: Kind, count: int, subject: str | None, about: About) -> str:
    """The page that tells more."""
    if kind == "needle":
        return f"/gear/styluses/{subject}" if subject and count == 1 else "/gear"
    if kind == "cleaning":
        return f"/records/{subject}" if subject and count == 1 else "/today"
    if kind == "sync":
        return f"/sync/{about.run_id}" if about.run_id else "/sync"
    return {"maintenance": "/today", "connection": "/account"}[kind]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _listed(about: About, one_more: str, more: str) -> str:
    """The names, and how many there are besides."""
    rest = about.count - len(about.names)
    listed = ", ".join(about.names)
    if rest <= 0 or not listed:
        return listed
    return f"{listed} {one_more if rest == 1 else more.format(rest)}"


def _place(about: About) -> str:
    """Who no longer lets us in."""
    return "ListenBrainz" if about.state == "listenbrainz" else "Discogs"


Words = dict[Kind, Callable[[About], tuple[str, str]]]

ENGLISH: Words = {
    "cleaning": lambda about: (
        "A record to clean" if about.count == 1 else f"{about.count} records to clean",
        _listed(about, "and one more", "and {} more"),
    ),
    "needle": lambda about: (
        "A needle has run its hours" if about.state == "replace" else "A needle is near its end",
        ", ".join(about.names),
    ),
    "maintenance": lambda about: (
        "Maintenance is due",
        _listed(about, "and one more", "and {} more"),
    ),
    "sync": lambda _: ("The sync did not go through", "See what kept it, and what to do about it."),
    "connection": lambda about: (
        f"{_place(about)} no longer accepts the connection",
        "Connect again under Account.",
    ),
}
GERMAN: Words = {
    "cleaning": lambda about: (
        "Eine Platte zu reinigen" if about.count == 1 else f"{about.count} Platten zu reinigen",
        _listed(about, "und eine weitere", "und {} weitere"),
    ),
    "needle": lambda about: (
        "Eine Nadel hat ihre Stunden gelaufen" if about.state == "replace" else "Eine Nadel geht zu Ende",
        ", ".join(about.names),
    ),
    "maintenance": lambda about: (
        "Eine Wartung steht an",
        _listed(about, "und eine weitere", "und {} weitere"),
    ),
    "sync": lambda _: ("Der Abgleich ist nicht gelungen", "Sieh nach, woran es lag und was hilft."),
    "connection": lambda about: (
        f"{_place(about)} nimmt die Verbindung nicht mehr an",
        "Verbinde dich unter Konto noch einmal.",
    ),
}
