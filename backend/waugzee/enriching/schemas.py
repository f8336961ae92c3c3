"""What is told of a release's other pressings."""

import msgspec


class Pressing(msgspec.Struct):
    """A release of the same; `owned`: it is on the shelf."""

    release_id: int
    country: str | None
    released: str | None
    year: int | None
    label: str | None
    catno: str | None
    format: str
    owned: bool


class Pressings(msgspec.Struct):
    """When it first came out, how many pressings there are, and the first hundred of them, oldest first."""

    original_year: int | None
    count: int
    pressings: list[Pressing]
