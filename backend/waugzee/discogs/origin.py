"""Which Discogs is spoken to: the real one, or the simulated one where it is there to try things at."""

import msgspec

from waugzee.discogs.oauth1 import Consumer
from waugzee.errors import NotOffered
from waugzee.settings import DISCOGS_URL, Settings

DEMO_USERNAME = "demo"
# The simulated Discogs knows these; they open nothing but what it made up.
DEMO_TOKEN = "demo-token"
DEMO_CONSUMER = Consumer("demo-key", "demo-secret")


class Origin(msgspec.Struct, frozen=True):
    """`api` is where requests go, `authorize` where a person is asked."""

    api: str
    authorize: str
    consumer: Consumer | None
    simulated: bool


def origin(settings: Settings, *, simulated: bool) -> Origin:
    """Raises NotOffered where there is no simulator."""
    if simulated:
        if settings.demo_url is None:
            raise NotOffered("There is no simulated Discogs on this server.")
        return Origin(settings.demo_url, f"{settings.demo_url}/oauth/authorize", DEMO_CONSUMER, True)
    return Origin(settings.discogs_url, authorize_url(settings), consumer(settings), False)


def authorize_url(settings: Settings) -> str:
    site = "https://www.discogs.com" if settings.discogs_url == DISCOGS_URL else settings.discogs_url
    return f"{site}/oauth/authorize"


def consumer(settings: Settings) -> Consumer | None:
    if settings.discogs_consumer_key and settings.discogs_consumer_secret:
        return Consumer(settings.discogs_consumer_key, settings.discogs_consumer_secret)
    return None
