"""The physical shapes a release comes in, in Discogs' words."""

import msgspec

COLOURS = (
    "Translucent Blue",
    "Red",
    "White",
    "Clear",
    "Orange Marbled",
    "Green, OBI",
    "Purple Smoke",
    "Coke Bottle Clear",
    "Yellow [Mustard]",
    "Black & Gold Splatter",
)


class Part(msgspec.Struct, frozen=True):
    """One entry of a release's `formats`. `texts` are the free texts to choose from, if any."""

    name: str
    quantity: int
    descriptions: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Shape(msgspec.Struct, frozen=True):
    """`kind` tells how a tracklist is laid out; `later` that it came out well after the original."""

    parts: tuple[Part, ...]
    kind: str = "lp"
    sides: int = 2
    later: bool = False
    sleeve: str = ""
    """A sleeve design that goes with the shape, whatever the scene's own are."""


def _vinyl(*descriptions: str, quantity: int = 1, texts: tuple[str, ...] = ()) -> tuple[Part, ...]:
    return (Part("Vinyl", quantity, descriptions, texts),)


SHAPES: dict[str, Shape] = {
    "lp": Shape(_vinyl("LP", "Album")),
    "mono": Shape(_vinyl("LP", "Album", "Mono")),
    "stereo": Shape(_vinyl("LP", "Album", "Stereo")),
    "gatefold": Shape(_vinyl("LP", "Album", "Stereo", texts=("Gatefold", "Textured Gatefold"))),
    "obi": Shape(_vinyl("LP", "Album", texts=("OBI", "OBI, Insert"))),
    "reissue": Shape(_vinyl("LP", "Album", "Reissue"), later=True),
    "audiophile": Shape(
        _vinyl("LP", "Album", "Reissue", "Remastered", "Stereo", texts=("180 g",)), later=True
    ),
    "limited": Shape(_vinyl("LP", "Album", "Limited Edition", texts=COLOURS)),
    "picture": Shape(_vinyl("LP", "Album", "Picture Disc", "Limited Edition")),
    "comp": Shape(_vinyl("LP", "Compilation")),
    "double": Shape(_vinyl("LP", "Album", quantity=2), sides=4),
    "double limited": Shape(_vinyl("LP", "Album", "Limited Edition", quantity=2, texts=COLOURS), sides=4),
    "comp2": Shape(_vinyl("LP", "Compilation", quantity=2, texts=("Gatefold",)), sides=4, later=True),
    "classical box": Shape((Part("Box Set", 1), Part("Vinyl", 4, ("LP", "Stereo"))), sides=8),
    "twelve": Shape(_vinyl('12"', "33 ⅓ RPM"), kind="twelve"),
    "twelve-ep": Shape(_vinyl('12"', "EP", "45 RPM"), kind="ep"),
    "maxi": Shape(_vinyl('12"', "45 RPM", "Maxi-Single"), kind="twelve"),
    "promo": Shape(_vinyl('12"', "Promo", "33 ⅓ RPM"), kind="twelve", sleeve="company"),
    "white": Shape(
        _vinyl('12"', "White Label", texts=("Stamped", "Hand-Stamped")), kind="twelve", sleeve="company"
    ),
    "ten": Shape(_vinyl('10"', "33 ⅓ RPM", "EP"), kind="ep"),
    "seven": Shape(_vinyl('7"', "45 RPM", "Single"), kind="seven"),
    "seven-ep": Shape(_vinyl('7"', "EP", "45 RPM"), kind="ep"),
    "flexi": Shape((Part("Flexi-disc", 1, ('7"', "Single Sided", "33 ⅓ RPM")),), kind="one", sides=1),
    "shellac": Shape((Part("Shellac", 1, ('10"', "78 RPM")),), kind="seven", sleeve="company"),
    "cassette": Shape((Part("Cassette", 1, ("Album", "Limited Edition")),)),
    "cd": Shape((Part("CD", 1, ("Album",)),), kind="disc", sides=1),
}
