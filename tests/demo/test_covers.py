import xml.etree.ElementTree as ET

from demo.simulated import ORIGIN, Discogs
from waugzee_demo.catalogue import Release
from waugzee_demo.covers import DESIGNS, cover
from waugzee_demo.generator import Generator
from waugzee_demo.scenes import SCENES

SVG = "{http://www.w3.org/2000/svg}"


def words(drawing: str) -> str:
    """All type on a sleeve, in order."""
    texts = ET.fromstring(drawing).iter(f"{SVG}text")
    return " ".join(text.text or "" for text in texts).casefold()


def test_every_design_is_used_and_every_used_design_exists() -> None:
    asked = {design for scene in SCENES for design in scene.designs}
    assert asked == set(DESIGNS)
    assert len(DESIGNS) >= 30


def test_every_sleeve_is_sound_and_bears_its_names() -> None:
    made = Generator(1_000, 2)
    drawn = [release for release in made.releases if release.cover]
    assert {release.cover for release in drawn} == set(DESIGNS)
    for release in drawn:
        drawing = cover(release)
        said = words(drawing)
        if release.cover == "ransom":  # its artist is cut out letter by letter
            said = said.replace(" ", "") + release.artists[0].name.casefold()
            assert release.title.casefold().replace(" ", "").strip() in said
            continue
        title = release.title.removesuffix(" (Original Soundtrack)").casefold()
        for word in (release.credit.casefold() + " " + title).split():
            assert word in said, (release.cover, release.credit, release.title)
        assert len(drawing) < 40_000


def test_a_sleeve_never_changes() -> None:
    one, same = (Generator(60, 3).releases for _ in range(2))
    assert [cover(release) for release in one if release.cover] == [
        cover(release) for release in same if release.cover
    ]


def test_pressings_of_one_master_share_their_sleeve() -> None:
    masters: dict[int, list[Release]] = {}
    for release in Generator(3_000, 1).releases:
        if release.master_id and release.cover in ("blur", "kosmische", "photo", "rays", "woodcut"):
            masters.setdefault(release.master_id, []).append(release)
    one, other = next(pressings[:2] for pressings in masters.values() if len(pressings) > 1)
    assert one.id != other.id
    assert cover(one) == cover(other)


async def test_sleeves_are_served_under_the_simulators_own_origin(discogs: Discogs) -> None:
    items = await discogs.every_item()
    with_cover = [item for item in items if item["basic_information"]["thumb"].startswith(ORIGIN)]
    assert len(with_cover) > 290
    record = with_cover[0]["basic_information"]
    assert record["thumb"] == f"{ORIGIN}/images/rs:fit/h:150/w:150/R-{record['id']}.svg"
    assert record["cover_image"] == f"{ORIGIN}/images/rs:fit/h:600/w:600/R-{record['id']}.svg"
    small, large = [await discogs.ask(record[size]) for size in ("thumb", "cover_image")]
    assert small.text == large.text
    assert record["artists"][0]["name"].split()[0].casefold() in words(small.text)


async def test_a_sleeve_that_is_not_there(discogs: Discogs) -> None:
    bare = next(
        item["basic_information"]
        for item in await discogs.every_item()
        if item["basic_information"]["thumb"] == ""
    )
    for name in (f"R-{bare['id']}.svg", "R-1.svg", "R-x.svg", "hello"):
        answer = await discogs.ask(f"/images/rs:fit/h:150/w:150/{name}")
        assert answer.status_code == 404
