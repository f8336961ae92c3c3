"""The refusals of the real Discogs, word for word."""

from collections.abc import Sequence


class Refused(Exception):
    """An answer other than success. `body` is sent as JSON."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


def refused(status: int, message: str) -> Refused:
    return Refused(status, {"message": message})


def invalid(place: Sequence[str], message: str, kind: str) -> Refused:
    """A migrated endpoint's 422."""
    detail = [{"msg": message, "loc": list(place), "type": kind}]
    return Refused(422, {"detail": detail, "message": 'See "detail" for validation errors.'})


def invalid_token() -> Refused:
    return refused(401, "Invalid consumer token. Please register an app before making requests.")


def not_signed_in() -> Refused:
    return refused(401, "You must authenticate to access this resource.")


def not_the_owner() -> Refused:
    return refused(
        403,
        "You are not allowed to view this resource. Please authenticate as the owner to view this content.",
    )


def no_user() -> Refused:
    return refused(404, "User does not exist or may have been deleted.")


def no_folder() -> Refused:
    return refused(404, "The requested folder does not exist.")


def no_item() -> Refused:
    return refused(404, "The requested collection item does not exist in this user's collection.")


def no_page(page: int, pages: int) -> Refused:
    return refused(404, f"Page {page} is outside of valid range [1, {pages}].")


def no_release() -> Refused:
    return refused(404, "That release does not exist or may have been deleted.")


def no_master() -> Refused:
    return refused(404, "That master release does not exist or may have been deleted.")


def no_artist() -> Refused:
    return refused(404, "Artist not found.")


def no_resource() -> Refused:
    return refused(404, "The requested resource was not found.")


def no_method(method: str) -> Refused:
    return refused(405, f"Method {method} is not allowed for this resource.")
