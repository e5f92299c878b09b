"""`jixiao ui`: the Prefect server and its UI in the foreground, on the runs of a data folder."""

from __future__ import annotations

import os
import subprocess
from typing import Annotated

import typer
from rich.console import Console

from cli.common import DEFAULT_DATA, EXIT_BUSY, DataOption, fail, quiet_environment
from cli.server import note_running, port_in_use, server_command


def ui(
    data: DataOption = DEFAULT_DATA,
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1.")] = 4200,
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
    Console().print(f"Prefect UI on http://127.0.0.1:{port} (Ctrl-C ends it; the first start takes half a minute)")
    with (home / "ui.log").open("ab") as log:
        process = subprocess.Popen(server_command(port), env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.wait(15)
        return
    if code:
        fail(f"the server ended with code {code}; its log is {home / 'ui.log'}")
