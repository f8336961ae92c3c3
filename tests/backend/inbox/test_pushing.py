"""Pushing: signed, encrypted for the device alone, at a fitting time, and to nobody who left."""

import asyncio
import secrets
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jose import jwt
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from people import Person
from push_receiver import Device, Pushed, Receiver, from_base64
from waugzee.accounts.tables import users
from waugzee.db import transaction
from waugzee.hub import announced
from waugzee.inbox import push_queries, pushing, queries
from waugzee.inbox.actions import tell
from waugzee.inbox.push_client import Answer, NotPublic, PushClient, Unreached
from waugzee.inbox.push_keys import public_text, push_key, reseal_key
from waugzee.inbox.push_queue import Delivery
from waugzee.inbox.push_schemas import Language
from waugzee.inbox.schemas import About, Kind
from waugzee.inbox.words import message
from waugzee.settings import Settings

ALWAYS = {"quiet_from": 0, "quiet_until": 0}
PIXEL = "Mozilla/5.0 (Linux; Android 16) Chrome/147.0 Mobile Safari/537.36"


async def subscribe(person: Person, device: Device, **changed: Any) -> Any:
    person.http.headers["User-Agent"] = PIXEL
    return await person.ask("PUT", "/api/push/subscriptions", device.subscription(**changed))


async def devices(person: Person) -> list[Any]:
    subscriptions: list[Any] = (await person.ask("GET", "/api/push"))["subscriptions"]
    return subscriptions


async def choose_push(person: Person, *kinds: Kind) -> None:
    await person.ask("PATCH", "/api/inbox/choices", {**ALWAYS, **dict.fromkeys(kinds, "push")})


async def is_told(app: Litestar, person: Person, kind: Kind = "cleaning", **about: Any) -> None:
    user_id = await person.user_id()
    async with announced(app.state.engine, app.state.hub, user_id) as db:
        await tell(db, user_id, kind, About(**about))


async def until(app: Litestar, user_id: uuid.UUID, holds: Callable[[Any], bool]) -> None:
    """Wait for what a worker does with a user's devices: it tells nobody but the database."""
    async with asyncio.timeout(60):
        while True:
            async with transaction(app.state.engine, user_id) as db:
                if holds(await push_queries.subscriptions_of(db, user_id)):
                    return
            await asyncio.sleep(0.02)


def signed_by(pushed: Pushed, key: str, origin: str) -> dict[str, Any]:
    """The claims of a request that this key signed for this push service."""
    scheme, _, rest = pushed.headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", key)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64(key))
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return jwt.decode(parts["t"], pem, algorithms=["ES256"], audience=origin)


async def test_what_is_told_reaches_each_device(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any
) -> None:
    phone, tablet = receiver.device(), receiver.device()
    await subscribe(alice, phone)
    answer = await subscribe(alice, tablet, language="de")
    assert [one["device"] for one in answer["subscriptions"]] == ["Chrome on Android"] * 2
    await choose_push(alice, "cleaning")
    await is_told(app, alice, count=3, names=["Aja", "Blue Train", "Café Blue 🎷"])
    async with worker():
        pushed = {one.path: one for one in [await receiver.taken(), await receiver.taken()]}
        await until(app, await alice.user_id(), lambda rows: all(row.sent_at for row in rows))
    assert phone.read(pushed[phone.path].body) == {
        "title": "3 records to clean",
        "body": "Aja, Blue Train, Café Blue 🎷",
        "url": "/today",
        "tag": "waugzee-cleaning",
    }
    assert tablet.read(pushed[tablet.path].body)["title"] == "3 Platten zu reinigen"
    one = pushed[phone.path]
    assert one.headers["content-encoding"] == "aes128gcm"
    assert (one.headers["topic"], one.headers["ttl"]) == ("waugzee-cleaning", "86400")
    assert one.headers["host"] == urlsplit(receiver.origin).netloc
    claims = signed_by(one, answer["key"], receiver.origin)
    assert claims["sub"].startswith("https:")
    assert timedelta() < datetime.fromtimestamp(claims["exp"], UTC) - datetime.now(UTC) < timedelta(days=1)
    assert b"Aja" not in one.body


async def test_a_message_names_few_and_counts_the_rest(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any
) -> None:
    """What came before one may be disturbed goes out as one message."""
    phone = receiver.device()
    await subscribe(alice, phone)
    await choose_push(alice, "cleaning")
    await is_told(app, alice, count=40, names=["One", "Two", "Three"])
    await is_told(app, alice, names=["A" * 500])
    async with worker():
        said = phone.read((await receiver.taken()).body)
    assert said["title"] == "41 records to clean"
    assert said["body"] == "A" * 79 + "…, One, Two and 38 more"
    assert receiver.pushed.empty()


@pytest.mark.parametrize(
    ("kind", "about", "url"),
    [
        ("needle", {"names": ["Blue"], "state": "worn"}, "/gear"),
        ("needle", {"names": ["Blue"], "state": "replace"}, "/gear"),
        ("maintenance", {"count": 2, "names": ["Belt"]}, "/today"),
        ("sync", {"state": "unreachable"}, "/sync"),
        ("connection", {}, "/account"),
        ("cleaning", {"names": ["Aja"]}, "/today"),
    ],
)
async def test_each_kind_leads_to_its_page_in_either_language(
    kind: Kind, about: dict[str, Any], url: str
) -> None:
    languages: tuple[Language, ...] = ("en", "de")
    said = [message(kind, [(About(**about), None)], language) for language in languages]
    assert [one.url for one in said] == [url, url]
    assert len({one.title for one in said}) == 2
    assert all(one.title for one in said)


async def test_nothing_is_pushed_that_was_not_chosen(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any
) -> None:
    phone = receiver.device()
    await subscribe(alice, phone)
    await choose_push(alice, "needle")
    await is_told(app, alice, names=["Aja"])
    # Chosen, and thought better of.
    await is_told(app, alice, "needle", names=["Blue"], state="worn")
    await choose_push(alice, "sync")
    await alice.ask("PATCH", "/api/inbox/choices", {"needle": "inbox"})
    await is_told(app, alice, "sync", state="unreachable")
    async with worker():
        assert phone.read((await receiver.taken()).body)["url"] == "/sync"
    assert receiver.pushed.empty()
    assert (await alice.ask("GET", "/api/inbox"))["unread"] == 3


async def test_once_a_day_and_not_at_night(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any
) -> None:
    await subscribe(alice, receiver.device())
    await choose_push(alice, "cleaning")
    user_id, engine = await alice.user_id(), app.state.engine
    delivery = Delivery(user_id, "cleaning")
    await is_told(app, alice, names=["Aja"])
    noon = datetime.now(UTC).replace(hour=12)
    await alice.ask("PATCH", "/api/inbox/choices", {"quiet_from": 11 * 60, "quiet_until": 13 * 60})
    with pytest.raises(pushing.Later) as quiet:
        await pushing.deliver(engine, delivery, noon)
    assert timedelta() < quiet.value.delay <= timedelta(hours=1)
    await pushing.deliver(engine, delivery, noon + quiet.value.delay)
    # Twice it is sent once: nothing waits any more.
    await pushing.deliver(engine, delivery, noon + quiet.value.delay)
    await is_told(app, alice, names=["Blue Train"])
    with pytest.raises(pushing.Later) as tomorrow:
        await pushing.deliver(engine, delivery, noon + timedelta(hours=3))
    assert noon + timedelta(hours=3) + tomorrow.value.delay == (noon + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    # Read until then, it needs no message.
    (newest, *_) = (await alice.ask("GET", "/api/inbox"))["notices"]
    await alice.ask("PATCH", f"/api/inbox/{newest['id']}", {"read": True}, status=204)
    await pushing.deliver(engine, delivery, noon + timedelta(days=2))
    async with transaction(engine, user_id) as db:
        assert await queries.last_pushed(db, user_id, "cleaning") == noon + quiet.value.delay


@pytest.mark.parametrize("gone", ["404 Not Found", "410 Gone"])
async def test_a_device_that_is_gone_is_forgotten(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any, gone: str
) -> None:
    old, phone = receiver.device(), receiver.device()
    await subscribe(alice, old)
    await subscribe(alice, phone)
    receiver.answer(old, gone)
    await choose_push(alice, "cleaning", "needle")
    await is_told(app, alice, names=["Aja"])
    async with worker():
        assert {(await receiver.taken()).path for _ in range(2)} == {old.path, phone.path}
        await until(app, await alice.user_id(), lambda rows: len(rows) == 1)
        await is_told(app, alice, "needle", names=["Blue"], state="worn")
        assert phone.read((await receiver.taken()).body)["url"] == "/gear"
    assert receiver.pushed.empty()


@pytest.mark.parametrize("busy", ["429 Too Many Requests\r\nRetry-After: 0", "503 Service Unavailable"])
async def test_a_busy_push_service_is_asked_again(
    app: Litestar,
    alice: Person,
    receiver: Receiver,
    worker: Any,
    monkeypatch: pytest.MonkeyPatch,
    busy: str,
) -> None:
    monkeypatch.setattr(pushing, "PAUSE", timedelta(milliseconds=10))
    phone, tablet = receiver.device(), receiver.device()
    await subscribe(alice, phone)
    await subscribe(alice, tablet)
    receiver.answer(phone, busy, busy)
    await choose_push(alice, "cleaning")
    await is_told(app, alice, names=["Aja"])
    async with worker():
        paths = [(await receiver.taken()).path for _ in range(4)]
    # The other device is not troubled by it.
    assert (paths.count(phone.path), paths.count(tablet.path)) == (3, 1)


@pytest.mark.parametrize("busy", ["429 Too Many Requests\r\nRetry-After: 300", "503 Service Unavailable"])
def test_it_waits_as_long_as_it_is_asked_to(busy: str) -> None:
    status = int(busy[:3])
    answer = Answer(status, 300.0 if status == 429 else None)
    with pytest.raises(pushing.Later) as first:
        pushing._try_again(answer, 0)
    assert first.value.delay == (timedelta(minutes=5) if status == 429 else timedelta(minutes=1))
    pushing._try_again(answer, pushing.ATTEMPTS - 1)


async def test_a_message_that_is_refused_is_not_sent_again(
    app: Litestar, alice: Person, receiver: Receiver, worker: Any
) -> None:
    phone = receiver.device()
    await subscribe(alice, phone)
    receiver.answer(phone, "400 Bad Request")
    await choose_push(alice, "cleaning", "needle")
    await is_told(app, alice, names=["Aja"])
    async with worker():
        await receiver.taken()
        await is_told(app, alice, "needle", names=["Blue"])
        assert phone.read((await receiver.taken()).body)["url"] == "/gear"
    assert receiver.pushed.empty()


async def test_a_browser_belongs_to_who_used_it_last(
    app: Litestar, alice: Person, bob: Person, receiver: Receiver, worker: Any
) -> None:
    shared = receiver.device()
    await subscribe(alice, shared)
    await subscribe(bob, shared)
    for person in (alice, bob):
        await choose_push(person, "cleaning")
        await is_told(app, person, names=[person.name])
    async with worker():
        assert shared.read((await receiver.taken()).body)["body"] == "bob"
        await until(app, await alice.user_id(), lambda rows: not rows)
    assert receiver.pushed.empty()
    assert len(await devices(bob)) == 1


@pytest.mark.parametrize("leaving", ["signed out", "suspended"])
async def test_nothing_is_pushed_to_who_left(
    app: Litestar,
    own_sql: AsyncEngine,
    alice: Person,
    bob: Person,
    receiver: Receiver,
    worker: Any,
    leaving: str,
) -> None:
    user_id = await alice.user_id()
    phone, other = receiver.device(), receiver.device()
    await subscribe(alice, phone)
    await subscribe(bob, other)
    for person in (alice, bob):
        await choose_push(person, "cleaning")
        await is_told(app, person, names=[person.name])
    if leaving == "signed out":
        await alice.ask("POST", "/api/sign-out", status=204)
    else:
        suspend = update(users).where(users.c.id == user_id)
        async with transaction(own_sql) as db:
            await db.run(suspend.values(suspended_at=datetime.now(UTC)))
    async with worker():
        assert other.read((await receiver.taken()).body)["body"] == "bob"
        await until(app, user_id, lambda rows: not rows)
    assert receiver.pushed.empty()


async def test_a_device_is_tried_out_and_removed(
    alice: Person, bob: Person, receiver: Receiver, worker: Any
) -> None:
    phone = receiver.device()
    await subscribe(alice, phone)
    # The same browser again is the same device.
    (one,) = (await subscribe(alice, phone))["subscriptions"]
    path = f"/api/push/subscriptions/{one['id']}"
    await bob.ask("POST", f"{path}/trial", status=404)
    await alice.ask("POST", f"{path}/trial", status=202)
    async with worker():
        assert phone.read((await receiver.taken()).body)["title"] == "Waugzee can reach you here"
    await bob.ask("DELETE", path, status=404)
    await alice.ask("DELETE", path, status=204)
    await alice.ask("DELETE", path, status=404)
    assert await devices(alice) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x",
        "https://push.example.com:8443/x",
        "https://user:secret@push.example.com/x",
        "https://192.168.1.7/x",
        "https://[fd00::1]/x",
        "https://8.8.8.8/x",
        "https://metadata/x",
        "https://printer.local/x",
        "https://db.internal/x",
        "https://push.example.com:99999/x",
        "https://[half/x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1.example.com/x",
        "javascript:alert(1)",
        "x" * 1001,
        "https://push.example.com/a b",
        "",
    ],
)
async def test_an_address_that_is_no_push_services_is_refused(
    alice: Person, receiver: Receiver, endpoint: str
) -> None:
    body = receiver.device().subscription(endpoint=endpoint)
    await alice.ask("PUT", "/api/push/subscriptions", body, status=422)
    assert await devices(alice) == []


@pytest.mark.parametrize(
    "keys",
    [{"p256dh": "AAAA"}, {"p256dh": "BA" + "A" * 85}, {"auth": "AAAA"}, {"auth": "AAAAA"}, {"auth": "ä"}],
)
async def test_keys_that_are_none_are_refused(alice: Person, receiver: Receiver, keys: Any) -> None:
    body = receiver.device().subscription()
    body["keys"] |= keys
    await alice.ask("PUT", "/api/push/subscriptions", body, status=422)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"],
)
async def test_a_name_that_leads_inside_leads_nowhere(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    async def looked_up(host: str, port: int, **_: Any) -> Any:
        return [(None, None, None, "", ("93.184.215.14", port)), (None, None, None, "", (address, port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", looked_up)
    client = PushClient(settings)
    with pytest.raises(NotPublic):
        await client.post("https://push.example.com/x", {}, b"x")
    with pytest.raises(NotPublic):
        await client.post("http://127.0.0.1:9/x", {}, b"x")
    await client.aclose()


async def test_no_answer_is_no_failure_of_ours(app: Litestar, settings: Settings) -> None:
    client = PushClient(app.state.settings)
    with pytest.raises(Unreached):
        await client.post("http://127.0.0.1:9/x", {}, b"x")
    await client.aclose()


async def test_the_key_outlives_a_change_of_keys_and_is_made_anew_when_lost(app: Litestar) -> None:
    engine, settings = app.state.engine, app.state.settings
    newer = replace(settings, secret_keys=(secrets.token_hex(32), *settings.secret_keys))
    async with transaction(engine) as db:
        key = await push_key(db, settings)
        assert key is not None
        await reseal_key(db, newer)
        kept = await push_key(db, replace(newer, secret_keys=newer.secret_keys[:1]))
        assert kept is not None
        assert public_text(kept) == public_text(key)
        # The old key opens it no more.
        made = await push_key(db, settings)
        again = await push_key(db, settings)
        assert made is not None
        assert again is not None
        assert public_text(made) == public_text(again) != public_text(key)


async def test_more_devices_than_anybody_has_push_out_the_oldest(
    alice: Person, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "MOST_DEVICES", 2)
    made = [receiver.device() for _ in range(3)]
    ids = [(await subscribe(alice, device))["subscriptions"][0]["id"] for device in made]
    assert [one["id"] for one in await devices(alice)] == [ids[2], ids[1]]
