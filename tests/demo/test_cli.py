"""The command itself, as its own process."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

import waugzee_demo
from demo.simulated import OWNER, RELEASES


@contextmanager
def running(*options: str) -> Iterator[httpx.Client]:
    command = [sys.executable, "-m", "waugzee_demo", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert said.startswith("Simulated Discogs at http://127.0.0.1:"), said
            with httpx.Client(base_url=said.split()[-1]) as client:
                yield client
        finally:
            process.terminate()


def test_it_says_where_it_listens_and_answers_there() -> None:
    with running("--items", "12", "--private", "--other-traffic", "10", "--seed", "4") as client:
        page = client.get(RELEASES, params=OWNER)
        assert page.json()["pagination"]["items"] == 12
        assert page.headers["server"] == "cloudflare"
        assert page.headers["transfer-encoding"] == "chunked"
        assert page.headers["content-encoding"] == "gzip"
        assert "date" in page.headers
        assert client.get(RELEASES).status_code == 403
        behaviour = client.get("/_control").json()["behaviour"]
        assert (behaviour["private"], behaviour["other_traffic"], behaviour["seed"]) == (True, 10, 4)
        thumb = page.json()["releases"][0]["basic_information"]["thumb"]
        assert client.get(thumb).headers["content-type"] == "image/svg+xml"


def test_raw_wants_a_recording() -> None:
    command = [sys.executable, "-m", "waugzee_demo", "--raw"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--raw needs --recorded" in done.stderr


def test_it_is_an_independent_witness() -> None:
    """Nothing of what it is to judge may be imported by it."""
    imported = set()
    for path in Path(waugzee_demo.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").partition(".")[0])
    assert "waugzee_demo" in imported
    assert not imported & {"waugzee", "waugzee_sync"}
