"""A catalogue of a few made-up records, imported as a month's dumps are."""

import gzip
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg

from people import Person
from waugzee.catalogue.importing import import_file
from waugzee.catalogue.indexing import index
from waugzee.catalogue.kinds import KINDS

MONTH = "20260801"
EVERYTHING = (
    f"{', '.join(KINDS)}, dump_files, dump_batches, dump_rejects, dump_repeats,"
    " catalogue_search, catalogue_pending"
)


def nothing(progress: object) -> None:
    pass


def write(folder: Path, month: str, **kinds: list[str]) -> list[Path]:
    """The files of a month."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind, texts in kinds.items():
        paths.append(folder / f"discogs_{month}_{kind}.xml.gz")
        paths[-1].write_bytes(gzip.compress("\n".join([f"<{kind}>", *texts, f"</{kind}>"]).encode()))
    return paths


class Dumps:
    """A catalogue of a few records, imported anew whenever asked to."""

    def __init__(self, db: Any, folder: Path) -> None:
        self.db, self._folder, self._month = db, folder, int(MONTH)

    async def import_(self, **kinds: list[str]) -> None:
        for kind, texts in kinds.items():
            (path,) = write(self._folder, str(self._month), **{kind: texts})
            await import_file(self.db, path, str(self._month), nothing)
        self._month += 100

    async def index(self) -> None:
        done = await index(self.db, nothing)
        assert done is not None

    async def all_of(self, **kinds: list[str]) -> None:
        await self.import_(**kinds)
        await self.index()


def artist(n: int, called: str, *variations: str, real: str = "") -> str:
    others = "".join(f"<name>{one}</name>" for one in variations)
    return (
        f"<artist><id>{n}</id><name>{called}</name><realname>{real}</realname>"
        f"<namevariations>{others}</namevariations></artist>"
    )


def label(n: int, called: str, rest: str = "") -> str:
    return f"<label><id>{n}</id><name>{called}</name>{rest}</label>"


def credit(n: int, called: str) -> str:
    return f"<artists><artist><id>{n}</id><name>{called}</name></artist></artists>"


def master(n: int, title: str, by: str, year: int = 1957) -> str:
    rest = f"<year>{year}</year><genres><genre>Jazz</genre></genres><styles><style>Hard Bop</style></styles>"
    return f'<master id="{n}"><title>{title}</title>{by}{rest}</master>'


def release(n: int, title: str, by: str, rest: str = "", **more: str) -> str:
    of = {
        "label": "Blue Note",
        "catno": "BLP 1577",
        "form": "Vinyl",
        "kind": "LP",
        "country": "US",
        "released": "1957",
        "genre": "Jazz",
        **more,
    }
    return (
        f'<release id="{n}"><title>{title}</title>{by}<labels><label name="{of["label"]}"'
        f' catno="{of["catno"]}" id="281"/></labels><formats><format name="{of["form"]}" qty="1" text="">'
        f"<descriptions><description>{of['kind']}</description></descriptions></format></formats>"
        f"<genres><genre>{of['genre']}</genre></genres><country>{of['country']}</country>"
        f"<released>{of['released']}</released>{rest}</release>"
    )


COLTRANE = credit(97545, "John Coltrane")
GILBERTO = credit(7, "João Gilberto (2)")
OF_32287 = '<master_id is_main_release="true">32287</master_id>'
CATALOGUE: dict[str, list[str]] = {
    "artists": [
        artist(97545, "John Coltrane", "Coltrane", "J. Coltrane", "Trane", "John W. Coltrane", "J.C."),
        artist(7, "João Gilberto (2)", real="João Gilberto do Prado"),
        artist(8, "Train"),
        artist(9, "Blue Train"),
    ],
    "labels": [label(281, "Blue Note"), label(5, "Blue Note Records, Ltd.")],
    "masters": [master(32287, "Blue Train", COLTRANE)],
    "releases": [
        release(1001, "Blue Train", COLTRANE, OF_32287),
        release(
            1002, "Blue Train", COLTRANE, OF_32287.replace("true", "false"), released="1997-05", form="CD"
        ),
        release(1003, "Chega de Saudade", GILBERTO, country="Brazil", catno="MOFB-3.073", released="1959"),
        release(
            1004,
            "L’Ombre &amp; Øre",
            credit(8, "Train"),
            '<identifiers><identifier type="Barcode" value="0 42282-2001 4"/>'
            '<identifier type="Matrix" value="XYZZY"/></identifiers>',
            label="Not On Label",
            catno="none",
            genre="Funk / Soul",
            released="",
        ),
    ],
}


@asynccontextmanager
async def empty_catalogue(owner_url: str, folder: Path) -> AsyncIterator[Dumps]:
    """Nothing in it, and nothing left behind."""
    db = await asyncpg.connect(owner_url)
    await db.execute(f"truncate {EVERYTHING}")
    try:
        yield Dumps(db, folder)
    finally:
        await db.execute(f"truncate {EVERYTHING}")
        await db.close()


async def found(person: Person, q: str = "", **filters: Any) -> list[tuple[str, int]]:
    answer = await person.ask("GET", "/api/catalogue/search", params={"q": q, **filters})
    return [(hit["kind"], hit["id"]) for hit in answer["hits"]]


class Host:
    """Publishes files, as far as `faults` let it: one for each request, in their order."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.origin = ""


@contextmanager
def publishing() -> Iterator[Host]:
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
                    # Texts as small as can be, for those who say that they unpack them.
                    if path.endswith(".txt") and "gzip" in self.headers.get("Accept-Encoding", ""):
                        self.send_header("Content-Encoding", "gzip")
                        body = gzip.compress(body)
                    self.end_headers()
                    self.wfile.write(body[::-1] if fault == "other" else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
