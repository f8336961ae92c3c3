"""What the browser runs the sync engine with: whole, named by content, of our own origin, without I/O."""

import json
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "frontend/engine/build"

# Modules through which a program reaches the outside, other programs, the clock's timers or chance.
IMPURE = """
    _posixsubprocess _random _ssl asyncio concurrent.futures ftplib http http.client multiprocessing
    random sched secrets select selectors signal smtplib socket socketserver sqlite3 ssl subprocess tempfile
    threading urllib.request
"""


class File(TypedDict):
    url: str
    bytes: int
    sha256: str


class Manifest(TypedDict):
    runtime: str
    stdlib: str
    lock: str
    packages: list[str]
    files: list[File]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    path = BUILD / "manifest.json"
    assert path.exists(), "the engine is not built: make frontend/engine/build/.built"
    found: Manifest = json.loads(path.read_text())
    return found


def test_the_manifest_lists_every_file_with_its_size_and_hash(manifest: Manifest) -> None:
    served = {path.relative_to(BUILD / "files").as_posix() for path in (BUILD / "files").glob("*/*")}
    assert served == {file["url"] for file in manifest["files"]}
    for file in manifest["files"]:
        content = (BUILD / "files" / file["url"]).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), file["url"]


def test_a_file_lies_in_a_folder_named_after_its_content(manifest: Manifest) -> None:
    folders: dict[str, str] = {}
    for file in manifest["files"]:
        folder, name = file["url"].split("/")
        folders[folder] = folders.get(folder, "") + f"{file['sha256']}  {name}\n"
    for folder, listing in folders.items():
        assert folder == sha256(listing.encode()).hexdigest()[:16]


def test_the_lock_pins_each_package_to_a_file_of_ours(manifest: Manifest) -> None:
    hashes = {file["url"]: file["sha256"] for file in manifest["files"]}
    lock = json.loads((BUILD / "files" / manifest["lock"]).read_text())
    assert list(lock["packages"]) == manifest["packages"] == ["msgspec", "waugzee-sync"]
    for package in lock["packages"].values():
        assert package["sha256"] == hashes[package["file_name"]]


def test_the_browser_and_the_server_decode_with_the_same_msgspec(manifest: Manifest) -> None:
    lock = json.loads((BUILD / "files" / manifest["lock"]).read_text())
    assert lock["packages"]["msgspec"]["version"] == version("msgspec")


def test_no_file_names_another_origin(manifest: Manifest) -> None:
    for file in manifest["files"]:
        if file["url"].endswith((".mjs", ".json")):
            text = (BUILD / "files" / file["url"]).read_text()
            assert re.findall(r"https?://[\w-]+\.[\w.-]+", text) == [], file["url"]


def test_the_wheel_is_bytecode_of_the_sources_in_the_tree(manifest: Manifest) -> None:
    (wheel,) = (BUILD / "files").glob("*/waugzee_sync-*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("waugzee_sync/")}
    package = ROOT / "shared/waugzee_sync"
    sources = {"waugzee_sync/" + path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    assert inside - {"waugzee_sync/py.typed"} == {f"{source}c" for source in sources}


def test_the_built_engine_starts_and_imports_the_whole_package() -> None:
    boot = ROOT / "frontend/engine/boot.mjs"
    done = subprocess.run(["node", boot], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    modules = len(list((ROOT / "shared/waugzee_sync").rglob("*.py")))
    assert f"{modules} modules of waugzee_sync imported" in done.stdout


IMPORT_EVERYTHING = """
import json, sys
import msgspec  # what the one dependency brings is its own affair
before = set(sys.modules)
import importlib, pathlib
import waugzee_sync
root = pathlib.Path(waugzee_sync.__file__).parent
for path in sorted(root.rglob("*.py")):
    module = ".".join(["waugzee_sync", *path.relative_to(root).with_suffix("").parts])
    importlib.import_module(module.removesuffix(".__init__"))
print(json.dumps([sorted(before), sorted(sys.modules)]))
"""


def test_importing_the_engine_brings_in_nothing_that_does_io() -> None:
    fresh = [sys.executable, "-I", "-c", IMPORT_EVERYTHING]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(fresh, capture_output=True, text=True, check=True, env=bare)
    before, after = (set(names) for names in json.loads(done.stdout))
    assert "waugzee_sync" in after
    # What is there from the start could hide what the engine asks for.
    assert before.isdisjoint(IMPURE.split())
    assert after.isdisjoint(IMPURE.split())
