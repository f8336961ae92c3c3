"""Only an image on Discogs' image hosts, or the simulator's, is shown."""

import pytest

from waugzee_sync.discogs.responses import image_url

SIMULATOR = "http://127.0.0.1:8289"


@pytest.mark.parametrize(
    "text",
    [
        "https://i.discogs.com/FcqN-_/rs:fit/g:sm/q:40/h:150/w:150/czM6Ly9k/aXNj.jpeg",
        "https://img.discogs.com/a=/fit-in/150x150/filters:strip_icc()/discogs-images/R-1.jpg",
        "http://127.0.0.1:8289/covers/1.svg",
    ],
)
def test_an_image_of_discogs_or_the_simulator_stays(text: str) -> None:
    assert image_url(text, SIMULATOR) == text


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "nonsense",
        "/covers/1.svg",
        "http://i.discogs.com/a.jpeg",
        "https://i.discogs.com.evil.example/a.jpeg",
        "https://i.discogs.com:8443/a.jpeg",
        "https://alice@i.discogs.com/a.jpeg",
        "https://i.discogs.com\\@evil.example/a.jpeg",
        "https://evil.example/i.discogs.com/a.jpeg",
        "https://[i.discogs.com/a.jpeg",
        "javascript:alert(1)",
        "data:image/svg+xml,x",
        "https://i.discogs.com/a b.jpeg",
        "https://i.discogs.com/a\tb.jpeg",
        " https://i.discogs.com/a.jpeg",
        "https://i.discogs.com/\ud800.jpeg",
        "https://i.discogs.com/" + "a" * 2048,
        "https://st.discogs.com/0123/images/spacer.gif",
        "https://img.discogs.com/images/spacer.gif",
        "https://i.discogs.com/images/default-release.png",
        "http://127.0.0.1:8290/covers/1.svg",
    ],
)
def test_any_other_image_is_none(text: str | None) -> None:
    assert image_url(text, SIMULATOR) is None


def test_the_simulators_images_are_none_of_the_real_discogs() -> None:
    assert image_url(f"{SIMULATOR}/covers/1.svg") is None
