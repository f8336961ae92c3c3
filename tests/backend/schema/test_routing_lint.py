"""The routing lint itself: what it lets through, and what it finds."""

from pathlib import Path

import pytest

from routing import faults

STATEMENTS = Path(__file__).parent / "statements"
CLASSES = {
    "copies": "tenant",
    "plays": "tenant",
    "users": "directory",
    "releases": "catalogue",
    "genres": "dictionary",
}


@pytest.mark.parametrize("sql", (STATEMENTS / "routed.sql").read_text().splitlines())
def test_what_one_shard_can_answer_passes(sql: str) -> None:
    assert faults(sql, CLASSES) == []


@pytest.mark.parametrize("line", (STATEMENTS / "astray.sql").read_text().splitlines())
def test_what_goes_astray_is_found(line: str) -> None:
    sql, _, fault = line.rpartition(" -- ")
    assert fault in "; ".join(faults(sql, CLASSES))
