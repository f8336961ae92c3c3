"""`python -m waugzee.terminal`: `waugzee sync` without loading what a server needs."""

from waugzee.terminal.command import main

main()
