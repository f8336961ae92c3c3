"""`waugzee account`: whoever has the machine makes accounts and sets passwords."""

import secrets

from click.testing import CliRunner, Result

from issuer_page import PASSWORD
from waugzee.errors import ConfigurationError
from waugzee.issuer.cli import account
from waugzee.settings import Settings


def run(settings: Settings, command: str, name: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(account, [command, name], obj=settings, input=f"{password}\n{password}\n")


def test_an_account_is_made_once_and_gets_another_password(settings: Settings) -> None:
    name = f"dora-{secrets.token_hex(6)}"
    made = run(settings, "add", name)
    assert (made.exit_code, made.output.splitlines()[-1]) == (0, f"{name} can sign in now.")
    assert PASSWORD not in made.output
    again = run(settings, "add", name)
    assert (again.exit_code, again.output.splitlines()[-1]) == (1, f"Error: The name {name} is taken.")
    assert run(settings, "password", name, "another four quiet words").exit_code == 0


def test_what_is_wrong_is_said_in_a_sentence(settings: Settings) -> None:
    short = run(settings, "add", "dora", "short")
    assert short.exit_code == 1
    assert "at least 10 characters" in short.output
    assert "There is no account" in run(settings, "password", "nobody-at-all").output


def test_without_a_database_it_says_which_setting_is_missing() -> None:
    result = run(Settings(), "add", "dora")
    assert isinstance(result.exception, ConfigurationError)
