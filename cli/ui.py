"""`jixiao ui`: the Prefect server and its UI in the foreground, on the runs of a data folder."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_BUSY, DataOption, fail, quiet_environment
from cli.server import note_running, port_in_use, server_command


def ui(
    data: DataOption = DEFAULT_DATA,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")] = 4200,
) -> None:
    """Open the Prefect UI on the nights of a data folder; Ctrl-C ends it.

    Example: jixiao ui --data var/demo

    A night that is started meanwhile with the same data folder uses this server.
    """
    if port_in_use(port):
        fail(f"port {port} of 127.0.0.1 is in use: end what listens there, or give another with --port", EXIT_BUSY)
    quiet_environment()
    home = data.resolve() / "prefect"
    note_running(home, f"http://127.0.0.1:{port}/api")
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api",
    }
    print(f"Prefect UI on http://127.0.0.1:{port} (Ctrl-C ends it; the first start takes half a minute)", flush=True)  # noqa: T201
    log = os.open(home / "ui.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    # The server takes this process over, so that whoever stops this command stops the server, by whichever signal.
    command = server_command(port)
    os.execve(command[0], command, environment)  # noqa: S606
