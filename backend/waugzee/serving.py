"""The API and the page served by this process, or the queue worked off, until it is told to stop."""

import asyncio
import gc
import signal

import click
import uvicorn
from prometheus_client import start_http_server

from waugzee.app import create_app, create_site
from waugzee.logs import configure_logs
from waugzee.processes import CannotStart
from waugzee.settings import Settings

GRACE = 3  # seconds for requests in progress once stopping; open WebSockets are closed at once
WEBSOCKETS = "websockets-sansio"  # 27 KiB for an idle socket instead of 125, together with no deflate


def serve(settings: Settings) -> None:
    """Serve the API and the page alone, against the database that the settings name."""
    uvicorn.Server(server_config(settings, works=False)).run()


def work(settings: Settings) -> None:
    """Take the queue's jobs until SIGINT or SIGTERM, beside processes that `serve`."""
    configure_logs()
    serve_metrics(settings)
    app = create_app(settings, works=True)

    async def until_stopped() -> None:
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        async with app.lifespan():
            click.echo("Waugzee works on syncs by the server.")
            await stopped.wait()

    asyncio.run(until_stopped())


def server_config(settings: Settings, *, works: bool) -> uvicorn.Config:
    configure_logs()
    serve_metrics(settings)
    site = create_site(settings, works=works)
    _spare_the_collector()
    return uvicorn.Config(
        site,
        host=settings.host,
        port=settings.port,
        ws=WEBSOCKETS,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACE,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Which proxies may say where a request comes from is a setting of ours (see `addresses`).
        proxy_headers=False,
    )


def serve_metrics(settings: Settings) -> None:
    """Answer Prometheus, where it is wanted, from a thread that ends with the process."""
    if settings.metrics_port is None:
        return
    try:
        start_http_server(settings.metrics_port, settings.metrics_host)
    except OSError as error:
        where = f"{settings.metrics_host}, port {settings.metrics_port}"
        raise CannotStart(
            f"cannot serve metrics on {where} (WAUGZEE_METRICS_PORT): {error.strerror}"
        ) from error


def _spare_the_collector() -> None:
    """What is there once the site stands stays to the end: the garbage collector need not go through it.

    A page of a sync makes some thousand objects, and would else set it off several times.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
