"""A month's files fetched from a host that refuses, breaks off and corrupts."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dumping import Host, publishing
from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.fetching import TRIES, fetch_month
from waugzee.processes import free_port

MONTH = "20260801"
FILES = {
    f"discogs_{MONTH}_{kind}.xml.gz": kind.encode() for kind in ("artists", "labels", "masters", "releases")
}
SUMS = "".join(f"{hashlib.sha256(body).hexdigest()} {name}\n" for name, body in FILES.items())


@pytest.fixture
def host() -> Iterator[Host]:
    with publishing() as host:
        host.files = {
            **{f"data/2026/{name}": body for name, body in FILES.items()},
            f"data/2026/discogs_{MONTH}_CHECKSUM.txt": SUMS.encode(),
        }
        yield host


def fetch(host: Host, folder: Path) -> list[tuple[str, float]]:
    """Fetch the month; return why it would have waited each time, and how long."""
    waits: list[tuple[str, float]] = []
    with httpx.Client(trust_env=False) as client:
        fetch_month(client, host.origin, MONTH, folder, lambda *told: None, lambda *told: waits.append(told))
    return waits


def test_a_month_is_fetched_whole_whatever_comes_between(host: Host, tmp_path: Path) -> None:
    host.faults = ["429", "", "short", "other", ""]
    assert fetch(host, tmp_path) == [
        ("Discogs answers 429", 77),
        ("it broke off (RemoteProtocolError)", 15),
        ("its checksum differs", 30),
    ]
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.gz*")} == FILES


def test_what_is_there_is_not_fetched_again(host: Host, tmp_path: Path) -> None:
    fetch(host, tmp_path)
    (tmp_path / f"discogs_{MONTH}_labels.xml.gz").write_bytes(b"damaged")
    host.asked.clear()
    fetch(host, tmp_path)
    assert [path.rpartition("_")[2] for path in host.asked] == ["CHECKSUM.txt", "labels.xml.gz"]


def test_a_month_without_checksums_is_not_there(host: Host, tmp_path: Path) -> None:
    host.files.clear()
    with pytest.raises(BrokenDump, match="404"):
        fetch(host, tmp_path)


def test_it_gives_up_at_last(host: Host, tmp_path: Path) -> None:
    host.faults = ["429"] * TRIES
    with pytest.raises(BrokenDump, match="answers 429"):
        fetch(host, tmp_path)


def test_nobody_is_asked_again_where_nobody_can_be_asked(tmp_path: Path) -> None:
    host = Host()
    for host.origin in ("data.discogs.com", "ftp://data.discogs.com", "http://", "http://a:b"):
        with pytest.raises(BrokenDump, match="cannot be asked"):
            fetch(host, tmp_path)


def test_whoever_waits_is_told_why(tmp_path: Path) -> None:
    origin = f"http://127.0.0.1:{free_port()}"
    waits: list[tuple[str, float]] = []
    with httpx.Client(trust_env=False) as client, pytest.raises(BrokenDump, match="cannot be reached"):
        fetch_month(client, origin, MONTH, tmp_path, lambda *told: None, lambda *told: waits.append(told))
    assert len(waits) == TRIES - 1
    assert waits[0][0].startswith(f"{origin} cannot be reached (")
