"""The rules of ARCHITECTURE.md about what stands where, held for every domain there is and will be."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pglast
import pytest

ROOT = Path(__file__).parents[2] / "backend/waugzee"

# Modules that hold SQL though they are named otherwise, and why.
HOLD_SQL = {
    "catalogue/reading.py": "what the product reads of the catalogue, beside the importer's queries",
    "collection/durations.py": "how long plays take, one expression for all who write plays or records",
    "collection/log.py": "what the logs of a copy share, whichever table they are",
    "statistics/counted.py": "conditions that several domains' queries are made of",
    "backup/programs.py": "what psql is told before a dump, and nothing asyncpg sends",
    "db.py": "begins and ends the transaction of all others",
    "embedded_postgres.py": "makes the roles and the database, before there is a table",
    "imports/kleio_database.py": "reads another program's SQLite file",
    "jobs.py": "tells the queue's listeners, as the library's trigger would",
}
BUILDERS = {"delete", "exists", "func", "insert", "select", "text", "update"}


# Whatever bears another name is of the actions where it reaches queries, else it may be read by all.
LAYERS = {"tables": 0, "schemas": 0, "queries": 1, "actions": 2, "routes": 3}


def test_sql_stands_in_queries_modules() -> None:
    found = [
        f"{path}:{line}"
        for path, module in _modules()
        if not path.startswith("migrations/")
        and not re.search(r"(queries|tables)\.py$", path)
        and path not in HOLD_SQL
        for line in _sql(module)
    ]
    assert found == []


def test_each_exception_still_holds_sql() -> None:
    modules = dict(_modules())
    assert [path for path in HOLD_SQL if not any(_sql(modules[path]))] == []


@pytest.mark.parametrize(
    "code",
    [
        'ROWS = "select id from copies where copies.user_id = $1"',
        'ROWS = f"delete from {table} where user_id = $1"',
        'ROWS = "select {} from copies"',
        "from sqlalchemy import Row, select",
        "from sqlalchemy.dialects.postgresql import insert",
    ],
)
def test_sql_is_found(code: str) -> None:
    assert list(_sql(ast.parse(code))) == [1]


def test_inside_a_domain_imports_go_downwards() -> None:
    graph = grimp.build_graph("waugzee", cache_dir=None)
    domains = {name for name in graph.find_children("waugzee") if graph.find_children(name)}
    assert {"waugzee.plays", "waugzee.scrobbling"} <= domains
    assert [one for domain in sorted(domains) for one in _upwards(graph, domain)] == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [("actions", "spin_routes"), ("queries", "sessions"), ("spin_tables", "queries"), ("schemas", "actions")],
)
def test_imports_that_go_upwards_are_found(importer: str, imported: str) -> None:
    graph = grimp.ImportGraph()
    for pair in (("routes", "actions"), ("sessions", "moments"), ("sessions", "spin_queries")):
        graph.add_import(importer=f"plays.{pair[0]}", imported=f"plays.{pair[1]}")
    assert _upwards(graph, "plays") == []
    graph.add_import(importer=f"plays.{importer}", imported=f"plays.{imported}")
    assert _upwards(graph, "plays") == [f"plays.{importer} imports plays.{imported}"]


def _upwards(graph: grimp.ImportGraph, domain: str) -> list[str]:
    holds_sql = {f"waugzee.{path.removesuffix('.py').replace('/', '.')}" for path in HOLD_SQL}
    inside = {name for name in graph.modules if name.startswith(f"{domain}.")}
    imports = {name: graph.find_modules_directly_imported_by(name) & inside for name in inside}

    @cache
    def layer(name: str) -> int:
        kind = name.rpartition(".")[2].rpartition("_")[2]
        if kind in LAYERS:
            return LAYERS[kind]
        if name in holds_sql:
            return LAYERS["queries"]
        reaches_queries = any(layer(other) >= LAYERS["queries"] for other in imports[name])
        return LAYERS["actions"] if reaches_queries else LAYERS["tables"]

    return [
        f"{name} imports {other}"
        for name in sorted(inside)
        for other in sorted(imports[name])
        if layer(other) > layer(name)
    ]


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def _sql(module: ast.Module) -> Iterator[int]:
    """Lines where a text is a statement that PostgreSQL can parse, or where what builds one is imported."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            if BUILDERS & {one.name for one in node.names}:
                yield node.lineno
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in node.values)
            if _is_statement(text):
                yield node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_statement(node.value):
            yield node.lineno


def _is_statement(text: str) -> bool:
    if not re.search(r"\s", text):  # a word such as `commit`, which may be anything
        return False
    try:
        return bool(pglast.parse_sql(re.sub(r"\{\w*\}", "x", text)))
    except pglast.parser.ParseError:
        return False
