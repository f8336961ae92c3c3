"""What a request asks for: who asks, what they may see, which page."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath

from waugzee_demo import errors
from waugzee_demo.collection import DEFAULT_SORT, SORT_KEYS, PageQuery, SortKey, View
from waugzee_demo.credentials import Caller
from waugzee_demo.simulation import Simulation

MOST_PER_PAGE = 100

Name = FromPath[str]
Number = FromPath[int]
SimulationDependency = NamedDependency[Simulation]
CallerDependency = NamedDependency[Caller]
ViewDependency = NamedDependency[View]
PageDependency = NamedDependency[PageQuery]


def asking(request: Request[Any, Any, Any]) -> Caller:
    """Refuses credentials that are wrong, wherever they lead."""
    caller: Caller = request.scope["caller"]  # type: ignore[typeddict-item]  # put there by the edge
    if caller.kind == "invalid":
        raise errors.refused(401, caller.why) if caller.why else errors.invalid_token()
    return caller


def looking(request: Request[Any, Any, Any], caller: CallerDependency) -> View:
    """Addresses are shown under the origin the request named, as the caller knows no other."""
    host = request.headers.get("host", "127.0.0.1")
    user = request.path_params.get("user", "")
    return View(
        origin=f"{request.scope['scheme']}://{host}",
        owner=bool(user) and caller.owns(user),
        images=caller.kind != "nobody",
    )


def asked_page(request: Request[Any, Any, Any]) -> PageQuery:
    """Numbers out of range are clamped; an unknown sort key is refused."""
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    known = dict(asked)
    per_page = _whole(known, "per_page", 50)
    return PageQuery(
        page=max(1, _whole(known, "page", 1)),
        per_page=min(MOST_PER_PAGE, max(1, per_page)),
        sort=_sort(known.get("sort", DEFAULT_SORT)),
        descending=_descending(known.get("sort_order", "asc")),
        echoed=tuple((name, value) for name, value in asked if name not in ("page", "per_page")),
    )


def _whole(known: dict[str, str], name: str, default: int) -> int:
    try:
        return int(known.get(name) or default)
    except ValueError:
        raise errors.invalid(("query", name), "value is not a valid integer", "type_error.integer") from None


def _sort(asked: str) -> SortKey:
    for key in SORT_KEYS:
        if key == asked:
            return key
    raise _not_among("sort", SORT_KEYS)


def _descending(asked: str) -> bool:
    if asked not in ("asc", "desc"):
        raise _not_among("sort_order", ("asc", "desc"))
    return asked == "desc"


def _not_among(name: str, permitted: tuple[str, ...]) -> errors.Refused:
    listed = ", ".join(f"'{value}'" for value in permitted)
    message = f"value is not a valid enumeration member; permitted: {listed}"
    return errors.invalid(("query", name), message, "type_error.enum")
