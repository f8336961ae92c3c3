"""The issuer's few pages: plain HTML, no script, everything that came from outside escaped."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

MARK = (
    '<svg class="mark" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="30"/>'
    '<path d="M12 41a22 22 0 0 1 17-31M18 39a16 16 0 0 1 11-22"/>'
    '<path d="M52 23a22 22 0 0 1-17 31M46 25a16 16 0 0 1-11 22"/>'
    '<circle class="label" cx="32" cy="32" r="10"/><circle cx="32" cy="32" r="2"/></svg>'
)


def _page(title: str, body: str, style: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{escape(title)} · Waugzee</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{escape(style)}">
</head>
<body>
<div class="record" aria-hidden="true"></div>
<main>
<p class="brand">{MARK}Waugzee</p>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def _problem(problem: str | None) -> str:
    return f'<p class="problem" id="problem" role="alert">{escape(problem)}</p>' if problem else ""


def _name_field(name: str, problem: str | None) -> str:
    described = ' aria-describedby="problem"' if problem else ""
    # With a name filled in, the password is what is left to type.
    focus = "" if name else " autofocus"
    return (
        '<label for="name">Name</label><input id="name" name="name" autocomplete="username"'
        ' autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="40" required'
        f'{focus}{described} value="{escape(name)}">'
    )


def sign_in_page(
    parameters: Mapping[str, str],
    style: str,
    *,
    sign_up: bool,
    discogs: bool,
    name: str = "",
    problem: str | None = None,
) -> str:
    query = escape(urlencode(parameters))
    create = (
        f'<p class="other">New here? <a href="sign-up?{query}">Create an account</a></p>' if sign_up else ""
    )
    other_way = (
        f'<p class="other"><a class="button plain" href="discogs?{query}">Continue with Discogs</a></p>'
        if discogs
        else ""
    )
    focus = " autofocus" if name else ""
    return _page(
        "Sign in",
        f"""{_problem(problem)}
<form method="post" action="sign-in?{query}">
{_name_field(name, problem)}
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="256"
 required{focus}>
<button>Sign in</button>
</form>
{other_way}
{create}
<p class="note">Accounts live on this machine only. The name and password made for you stand where Waugzee was
started.</p>""",
        style,
    )


def sign_up_page(
    parameters: Mapping[str, str], style: str, *, name: str = "", problem: str | None = None
) -> str:
    query = escape(urlencode(parameters))
    return _page(
        "Create an account",
        f"""{_problem(problem)}
<form method="post" action="sign-up?{query}">
{_name_field(name, problem)}
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="10"
 maxlength="256" required aria-describedby="hint">
<p class="hint" id="hint">At least 10 characters. A few words in a row are easy to remember.</p>
<button>Create account</button>
</form>
<p class="other">Have an account? <a href="sign-in?{query}">Sign in</a></p>
<p class="note">The account lives on this machine only, and nobody can read its password.</p>""",
        style,
    )


def confirm_sign_out_page(parameters: Mapping[str, str], style: str, *, name: str, home: str) -> str:
    return _page(
        "Sign out?",
        f"""<p>You are signed in as <strong>{escape(name)}</strong>.</p>
<form method="post" action="end-session?{escape(urlencode(parameters))}">
<button name="confirmed" value="yes">Sign out</button>
</form>
<p class="other"><a href="{escape(home)}">Stay signed in</a></p>""",
        style,
    )


def message_page(title: str, text: str, style: str, *, home: str, detail: str = "") -> str:
    """A message, the way on, and in small print what only whoever mends it wants to know."""
    note = f'<p class="note">{escape(detail)}</p>' if detail else ""
    return _page(
        title,
        f'<p>{escape(text)}</p>\n<a class="button" href="{escape(home)}">Open Waugzee</a>\n{note}',
        style,
    )
