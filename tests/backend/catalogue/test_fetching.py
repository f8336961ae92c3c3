"""A month's files fetched from a host that refuses, breaks off and corrupts."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.fetching import TRIES, fetch_month

MONTH = "20260801"
FILES = {
    f"discogs_{MONTH}_{kind}.xml.gz": kind.encode() for kind in ("artists", "labels", "masters", "releases")
}
SUMS = "".join(f"{hashlib.sha256(body).hexdigest()} {name}\n" for name, body in FILES.items())


class Host:
    def __init__(self) -> None:
        self.files = {f"data/2026/{name}": body for name, body in FILES.items()}
        self.files[f"data/2026/discogs_{MONTH}_CHECKSUM.txt"] = SUMS.encode()
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.origin = ""


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (path,) = parse_qs(urlsplit(self.path).query)["download"]
            host.asked.append(path)
            body = host.files.get(path, b"")
            match host.faults.pop(0) if host.faults else None:
                case "429":
                    self.send_response(429)
                    self.send_header("Retry-After", "77")
                    self.end_headers()
                case "short":
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body) + 5))
                    self.end_headers()
                    self.wfile.write(body)
                case fault:
                    self.send_response(200 if body else 404)
                    self.end_headers()
                    self.wfile.write(body[::-1] if fault == "other" else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield host
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(host: Host, folder: Path) -> list[float]:
    """Fetch the month; return how long each wait would have been."""
    waits: list[float] = []
    with httpx.Client(trust_env=False) as client:
        fetch_month(client, host.origin, MONTH, folder, lambda *told: None, waits.append)
    return waits


def test_a_month_is_fetched_whole_whatever_comes_between(host: Host, tmp_path: Path) -> None:
    host.faults = ["429", "", "short", "other", ""]
    assert fetch(host, tmp_path) == [77, 15, 30]
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
