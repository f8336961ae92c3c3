"""What operators are told of settings, and what the files of `deploy` set, are settings that there are."""

import re
from pathlib import Path

import pytest

from waugzee.cli import COMMANDS

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
NOT_FOR_OPERATORS = {
    # Other Discogs than the real one are offered beside it, as the simulated one is (WAUGZEE_DEMO_URL).
    "WAUGZEE_DISCOGS_URL",
    "WAUGZEE_PUSH_LOOPBACK",
    "WAUGZEE_DEVELOPMENT",
}
NAME = re.compile(r"WAUGZEE_[A-Z_]*[A-Z]")


def names_in(*files: Path) -> set[str]:
    return {name for file in files for name in NAME.findall(file.read_text())}


SETTINGS = names_in(PROJECT / "backend/waugzee/settings.py", PROJECT / "backend/waugzee/run.py")


def test_the_table_of_settings_has_each_that_there_is() -> None:
    table = (PROJECT / "README.md").read_text().partition("## Settings")[2].partition("\n\nWith an")[0]
    told = set(NAME.findall(table))
    told |= {"WAUGZEE_DISCOGS_CONSUMER_SECRET"} if "`…_SECRET`" in table else set()
    assert told == SETTINGS - NOT_FOR_OPERATORS


@pytest.mark.parametrize(
    "file", [file for file in sorted(DEPLOY.iterdir()) if not file.name.startswith("requirements")]
)
def test_what_is_set_is_a_setting(file: Path) -> None:
    assert names_in(file) <= SETTINGS - NOT_FOR_OPERATORS


def test_what_compose_asks_for_is_in_its_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    given = set(re.findall(r"^#? ?(\w+)=", (DEPLOY / "compose.env.example").read_text(), re.MULTILINE))
    assert asked == given


def test_each_service_runs_a_command_that_there_is() -> None:
    compose = (DEPLOY / "compose.yaml").read_text()
    commands = set(re.findall(r"^    command: \[(\w+)\]$", compose, re.MULTILINE))
    commands |= set(re.findall(r"waugzee,? (backup|restore)", compose))
    assert commands == {"migrate", "serve", "work", "backup", "restore"}
    assert commands <= set(COMMANDS)
