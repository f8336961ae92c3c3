"""What the routes of pushing take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Language = Literal["en", "de"]
Base64 = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\A[A-Za-z0-9_\-]+=*\Z")]


class SubscriptionKeys(msgspec.Struct):
    """The keys of a browser's subscription, in base64 for addresses."""

    p256dh: Base64
    auth: Base64


class Subscribe(msgspec.Struct):
    """A browser's subscription as it gives it, and the language it wants to be told in."""

    endpoint: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\A[!-~]+\Z")]
    keys: SubscriptionKeys
    language: Language = "en"


class Subscription(msgspec.Struct):
    """A device that is pushed to. `digest` (SHA-256 of its endpoint, in hex) tells a browser its own."""

    id: uuid.UUID
    device: str
    digest: str
    created_at: datetime
    sent_at: datetime | None


class Pushing(msgspec.Struct):
    """The server's public key, none where it does not push; and the devices that are pushed to."""

    key: str | None
    subscriptions: list[Subscription]
