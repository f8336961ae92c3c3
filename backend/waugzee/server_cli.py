"""`waugzee run | serve | work | openapi`: what is made of the whole API."""

import click
import msgspec

from waugzee.app import create_app
from waugzee.run import run as run_everything
from waugzee.serving import serve as serve_api
from waugzee.serving import work as work_on_jobs
from waugzee.settings import Settings


@click.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    app = create_app(Settings(database_url="postgresql://none/none", secret="x" * 32))
    described = msgspec.json.encode(app.openapi_schema.to_schema(), order="sorted")
    print(msgspec.json.format(described, indent=2).decode())


@click.command()
@click.option("--reload", is_flag=True, help="Reload both sides on change.")
@click.pass_obj
def run(settings: Settings, reload: bool) -> None:
    """Start everything on this machine: database, simulated Discogs, API and page."""
    run_everything(settings, reload)


@click.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the API and the page, against the database of WAUGZEE_DATABASE_URL."""
    serve_api(settings)


@click.command()
@click.pass_obj
def work(settings: Settings) -> None:
    """Drive syncs for users without a browser at hand, beside `waugzee serve`."""
    work_on_jobs(settings)
