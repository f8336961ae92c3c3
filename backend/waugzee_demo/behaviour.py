"""Everything about the simulated Discogs that can be switched, in one frozen struct."""

from typing import Annotated, Literal

import msgspec

Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
Milliseconds = Annotated[float, msgspec.Meta(ge=0, le=600_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Fault = Literal["ok", "429", "5xx", "html", "empty"]


class Behaviour(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the simulator answers. The defaults are the real Discogs on a good day, without latency.

    Where the real one is not known for certain (the body of a 429, CORS on faults, whether a
    preflight counts) the switch lets a test try both.
    """

    latency: Milliseconds = 0
    """Median time of one answer; half of it passes before the request is counted, half after."""
    spread: Milliseconds = 0
    """Standard deviation of the latency."""
    pages_held_from: Count | None = None
    """Pages of lists from this one on are counted, but answered only once this is switched."""

    limit_with_credentials: Count = 60
    limit_without: Count = 25
    window: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 60.0
    """Seconds the moving window is long."""
    body_429: Literal["json", "empty"] = "json"
    other_traffic: Count = 0
    """Requests per minute somebody else makes from every client's address."""
    preflight_counts: bool = False
    images_per_minute: Count = 0
    """Images allowed per address and minute; 0 for no limit."""

    most_per_page: Annotated[int, msgspec.Meta(ge=1, le=100)] = 100
    """However many items of a page are asked for, no more are given."""

    random_429: Probability = 0
    random_5xx: Probability = 0
    html: Probability = 0
    """How often an HTML page is served instead of JSON."""
    empty: Probability = 0
    """How often the body is empty."""
    script: tuple[Fault, ...] = ()
    """What becomes of the next API requests, one entry each; chance decides once it is used up."""
    status_5xx: Literal[500, 502, 503, 504] = 502
    html_status: Literal[200, 403, 503] = 200
    cors_on_faults: bool = True
    """Whether a page may read 5xx, HTML and empty answers. A 429 is never readable."""

    changing: bool = False
    """The owner edits the collection between page reads: an item goes, one comes, one moves folder."""
    most_changes: Count | None = None
    """After this many edits a changing collection keeps still."""
    private: bool = False
    closed_search: bool = False
    """Whether a search without credentials is refused, as documented; measured, it is answered."""
    gone: tuple[int, ...] = ()
    """Releases deleted from the catalogue that still stand in the collection."""

    after_denial: Literal["denied", "bare", "stay"] = "denied"
    """Where a person goes who denies a program: back with `denied`, back without a verifier, or nowhere."""

    seed: int = 1
    """Of latency, faults and changes."""
