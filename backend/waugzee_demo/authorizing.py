"""What a person sees and presses at the simulated `www.discogs.com/oauth/authorize`."""

from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode

from litestar import Request, Response, get, post

from waugzee_demo.accounts import APPLICATION, RequestToken, user_id
from waugzee_demo.asking import SimulationDependency
from waugzee_demo.credentials import USERS
from waugzee_demo.simulation import Simulation

Answer = Response[bytes]
STYLE = """
:root { color-scheme: light dark; --paper: #f7f5f1; --raised: #fff; --ink: #1c1a17; --soft: #6a645b;
  --line: #ddd7cc; --accent: #1c1a17; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #141312; --raised: #1e1c1a; --ink: #f2efe9;
  --soft: #a8a196; --line: #38342f; --accent: #f2efe9; --on: #141312 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
  background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 26rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 16px; padding: 32px }
small { color: var(--soft); font-size: 13px }
h1 { font-size: 24px; line-height: 1.25; letter-spacing: -.015em; margin: 8px 0 16px }
ul { padding-left: 1.2em; margin: 0 0 24px }
fieldset { border: 0; padding: 0; margin: 0 0 24px; display: grid; gap: 8px }
legend { padding: 0; margin-bottom: 8px; font-weight: 600 }
label { display: flex; gap: 12px; align-items: center; min-height: 44px; padding: 0 16px;
  border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
input { accent-color: var(--accent); width: 20px; height: 20px; margin: 0 }
.deeds { display: flex; gap: 8px }
button { flex: 1; min-height: 44px; border-radius: 8px; border: 1px solid var(--line); font: inherit;
  font-weight: 600; background: transparent; color: inherit; cursor: pointer }
button[value=allow] { background: var(--accent); color: var(--on); border-color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
code { font-size: 24px; letter-spacing: .1em }
"""


@get("/oauth/authorize", sync_to_thread=False)
def ask(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    token = request.query_params.get("oauth_token", "")
    asked = simulation.accounts.asking(token)
    if asked is None:
        return _page("This request is unknown or too old", "<p>Go back and begin again.</p>", 401)
    people = "".join(
        f'<label><input type="radio" name="user" value="{name}"{" checked" if first else ""}>{name}</label>'
        for first, name in _people(simulation)
    )
    return _page(
        f"Allow {APPLICATION} to use your account?",
        f"""<ul><li>See your collection, folders and notes</li><li>See your wantlist</li>
<li>Change your collection and your wantlist</li></ul>
<form method="post" action="authorize">
<input type="hidden" name="oauth_token" value="{escape(token)}">
<fieldset><legend>Signed in as</legend>{people}</fieldset>
<div class="deeds"><button name="deed" value="deny">Deny</button>
<button name="deed" value="allow">Allow</button></div>
</form>""",
    )


@post("/oauth/authorize")
async def decide(request: Request[Any, Any, Any], simulation: SimulationDependency) -> Answer:
    form = {name: values[-1] for name, values in parse_qs((await request.body()).decode()).items()}
    token, user = form.get("oauth_token", ""), form.get("user", "")
    if simulation.accounts.asking(token) is None:
        return _page("This request is unknown or too old", "<p>Go back and begin again.</p>", 401)
    if form.get("deed") != "allow" or user not in USERS:
        return _denied(simulation, token, simulation.accounts.deny(token))
    asked = simulation.accounts.allow(token, user)
    if asked.callback is None or asked.callback == "oob":
        return _page("Allowed", f"<p>Type this code in the program:</p><code>{asked.verifier}</code>")
    return _redirect(asked.callback, {"oauth_token": token, "oauth_verifier": asked.verifier or ""})


ROUTES = [ask, decide]


def _people(simulation: Simulation) -> list[tuple[bool, str]]:
    here = sorted(
        (user for user in USERS if simulation.world.shelf(user) is not None), key=lambda user: user_id(user)
    )
    return [(number == 0, user) for number, user in enumerate(here)]


def _denied(simulation: Simulation, token: str, asked: RequestToken) -> Answer:
    """What the real one does then is unknown, so the ways are switched."""
    way = simulation.behaviour.after_denial
    if asked.callback is None or way == "stay":
        return _page("Denied", "<p>You may close this page.</p>")
    return _redirect(asked.callback, {"denied": token} if way == "denied" else {"oauth_token": token})


def _redirect(callback: str, parameters: dict[str, str]) -> Answer:
    target = f"{callback}{'&' if '?' in callback else '?'}{urlencode(parameters)}"
    return Response(b"", status_code=302, headers={"Location": target})


def _page(title: str, body: str, status: int = 200) -> Answer:
    html = f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Simulated Discogs</title><style>{STYLE}</style></head>
<body><main><small>Simulated Discogs</small><h1>{escape(title)}</h1>
{body}</main></body>
</html>
"""
    return Response(html.encode(), status_code=status, media_type="text/html; charset=utf-8")
