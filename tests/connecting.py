"""What a browser does to connect Discogs: begin, be asked there, come back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec

from people import Person

FORM = {"content-type": "application/x-www-form-urlencoded"}


class Begun(msgspec.Struct):
    """A connection under way: what the browser keeps, and what it came back with."""

    token: str
    proof: str
    authorize_url: str
    verifier: str = ""
    back: str = ""

    @property
    def completion(self) -> dict[str, str]:
        return {"token": self.token, "verifier": self.verifier, "proof": self.proof}


async def begin(person: Person, **more: Any) -> Begun:
    return msgspec.convert(await person.ask("POST", "/api/discogs/oauth", more, status=201), Begun)


async def decide(begun: Begun, user: str = "demo", deed: str = "allow") -> Begun:
    """Press a button on Discogs' own page, and take what it sends the browser back with."""
    async with httpx.AsyncClient(trust_env=False) as browser:
        shown = await browser.get(begun.authorize_url)
        assert shown.status_code == 200, shown.text
        form = f"oauth_token={begun.token}&user={user}&deed={deed}"
        answer = await browser.post(begun.authorize_url.partition("?")[0], content=form, headers=FORM)
    begun.back = answer.headers["location"]
    begun.verifier = parse_qs(urlsplit(begun.back).query).get("oauth_verifier", [""])[0]
    return begun


async def complete(person: Person, begun: Begun, *, status: int = 200) -> Any:
    return await person.ask("POST", "/api/discogs/oauth/complete", begun.completion, status=status)


async def connect_oauth(person: Person, user: str = "demo") -> Any:
    return await complete(person, await decide(await begin(person), user))


async def connect_token(person: Person, token: str = "demo-token", *, status: int = 200) -> Any:
    return await person.ask("PUT", "/api/discogs/token", {"token": token}, status=status)
