"""The command that runs the simulator."""

from pathlib import Path

import click
import uvicorn

from waugzee_demo.app import create_app
from waugzee_demo.behaviour import Behaviour
from waugzee_demo.recorded import RawWorld, RecordedWorld
from waugzee_demo.world import DemoWorld, World

Chance = click.FloatRange(0, 1)


class Announcing(uvicorn.Server):
    """Says where it listens as soon as it does, whichever port it was given."""

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        print(f"Simulated Discogs at http://{host}:{port}", flush=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8289, show_default=True, help="0 takes any free one.")
@click.option("--items", default=320, show_default=True, type=click.IntRange(0, 100_000))
@click.option(
    "--recorded",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Serve what was recorded there.",
)
@click.option("--raw", is_flag=True, help="Serve the recorded pages as they are.")
@click.option("--latency", default=0.0, type=click.FloatRange(0), help="Median, in milliseconds.")
@click.option("--spread", default=0.0, type=click.FloatRange(0), help="Standard deviation, in milliseconds.")
@click.option("--random-429", default=0.0, type=Chance)
@click.option("--random-5xx", default=0.0, type=Chance)
@click.option("--html", default=0.0, type=Chance, help="HTML instead of JSON.")
@click.option("--empty", default=0.0, type=Chance, help="Empty bodies.")
@click.option(
    "--other-traffic", default=0, type=click.IntRange(0), help="Somebody else's requests per minute."
)
@click.option("--changing", is_flag=True, help="The collection changes between pages.")
@click.option("--private", is_flag=True, help="Only the owner may see the collection.")
@click.option("--seed", default=1, show_default=True)
def main(
    host: str, port: int, items: int, recorded: Path | None, raw: bool, seed: int, **switches: float
) -> None:
    """A simulated Discogs, with the limits, headers and oddities of the real one."""
    if raw and recorded is None:
        raise click.UsageError("--raw needs --recorded")
    behaviour = Behaviour(seed=seed, **switches)  # type: ignore[arg-type]  # the options are its fields
    config = uvicorn.Config(
        create_app(behaviour, world=_world(items, recorded, raw, seed)),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
    )
    Announcing(config).run()


def _world(items: int, recorded: Path | None, raw: bool, seed: int) -> World:
    if recorded is None:
        return DemoWorld(items, seed)
    world = RawWorld(recorded) if raw else RecordedWorld(recorded)
    for line in world.found:
        print(line, flush=True)
    return world
