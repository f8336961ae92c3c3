"""Every error the API can answer, and the one mapping to HTTP (RFC 9457 problem documents).

A class's docstring is its title. Raise them anywhere; nothing returns an error. What the database
or a library raises is mapped at the edge by SQLSTATE, and its text never reaches the client.
"""

from typing import ClassVar


class ConfigurationError(Exception):
    """The configuration cannot be used."""


class WaugzeeError(Exception):
    """Something went wrong here."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"

    def __init__(self, detail: str | None = None, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = headers or {}

    @property
    def title(self) -> str:
        return (type(self).__doc__ or "").strip().rstrip(".")


class BadRequest(WaugzeeError):
    """The request cannot be understood."""

    status = 400
    slug = "bad-request"


class UnreadableFile(BadRequest):
    """This file cannot be read."""

    slug = "unreadable-file"


class Unauthorized(WaugzeeError):
    """Sign in to do this."""

    status = 401
    slug = "unauthorized"


class SessionEnded(Unauthorized):
    """This session was ended; sign in again."""

    slug = "session-ended"


class AccountErased(Unauthorized):
    """This account was erased."""

    slug = "account-erased"


class Suspended(Unauthorized):
    """This user is suspended."""

    slug = "suspended"


class Forbidden(WaugzeeError):
    """This is not yours to do."""

    status = 403
    slug = "forbidden"


class InsufficientScope(Forbidden):
    """This API key may not do that."""

    slug = "insufficient-scope"


class SignUpClosed(Forbidden):
    """Nobody new is taken in here."""

    slug = "sign-up-closed"


class InvitationNeeded(Forbidden):
    """One comes in here by invitation."""

    slug = "invitation-needed"


class ForeignBrowser(Forbidden):
    """This was begun in another browser."""

    slug = "foreign-browser"


class NotFound(WaugzeeError):
    """There is nothing here."""

    status = 404
    slug = "not-found"


class ConnectionUnknown(NotFound):
    """This connection was not begun here."""

    slug = "connection-unknown"


class Conflict(WaugzeeError):
    """This does not fit what is stored."""

    status = 409
    slug = "conflict"


class RunClosed(Conflict):
    """This sync run has ended."""

    slug = "run-closed"


class TakenOver(Conflict):
    """This sync run is driven from elsewhere now."""

    slug = "taken-over"


class Replayed(Conflict):
    """This signed request was already used."""

    slug = "replayed"


class NotConnected(Conflict):
    """Choose first where the collection comes from."""

    slug = "not-connected"


class NotScrobbling(Conflict):
    """Connect ListenBrainz first."""

    slug = "not-scrobbling"


class NotOffered(Conflict):
    """This is not offered here."""

    slug = "not-offered"


class DiscogsAccountTaken(Conflict):
    """This Discogs account is connected by somebody else here."""

    slug = "discogs-account-taken"


class ConnectionUsed(Conflict):
    """This connection was completed already, or tried in vain."""

    slug = "connection-used"


class NameTaken(Conflict):
    """Somebody else has this name."""

    slug = "name-taken"


class Deleted(WaugzeeError):
    """This was deleted, and stays deleted."""

    status = 410
    slug = "deleted"


class Gone(WaugzeeError):
    """This came too late."""

    status = 410
    slug = "gone"


class ConnectionExpired(Gone):
    """This connection was begun too long ago."""

    slug = "connection-expired"


class Invalid(WaugzeeError):
    """A value is not acceptable."""

    status = 422
    slug = "invalid"


class DiscogsRefused(Invalid):
    """Discogs did not accept this."""

    slug = "discogs-refused"


class ListenBrainzRefused(Invalid):
    """ListenBrainz did not accept this."""

    slug = "listenbrainz-refused"


class TooManyRequests(WaugzeeError):
    """That was too much at once; wait a moment."""

    status = 429
    slug = "too-many-requests"


class Unavailable(WaugzeeError):
    """The service cannot answer right now; try again shortly."""

    status = 503
    slug = "unavailable"

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "2"})


class IssuerUnreachable(Unavailable):
    """The sign-in service cannot be reached; try again shortly."""

    slug = "issuer-unreachable"


class DiscogsUnavailable(Unavailable):
    """Discogs cannot be reached; try again shortly."""

    slug = "discogs-unavailable"


class ListenBrainzUnavailable(Unavailable):
    """ListenBrainz cannot be reached; try again shortly."""

    slug = "listenbrainz-unavailable"


CONNECTION_CLASSES = ("08", "53", "57")
RETRYABLE = ("40001", "40P01")


def from_sqlstate(sqlstate: str | None) -> WaugzeeError:
    """Map a driver error by its SQLSTATE; None stands for a connection that failed without one."""
    if sqlstate is None or sqlstate[:2] in CONNECTION_CLASSES or sqlstate in RETRYABLE:
        return Unavailable()
    if sqlstate[:2] == "23":
        return Conflict()
    if sqlstate[:2] == "22":
        return Invalid("A value does not fit its column.")
    return WaugzeeError()
