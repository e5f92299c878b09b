"""A Prefect server of our own, with its database in the data folder, so that every run stays to be looked at."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 120
"""The first start migrates a new database, which takes half a minute on a small machine."""


class ServerError(Exception):
    """A server that does not start; the message says where its log is."""


def port_in_use(port: int) -> bool:
    """Whether something listens on the port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_command(port: int) -> list[str]:
    """The command that runs the server in the foreground."""
    return [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]


# A night that is killed cannot stop its server: 200 MB would stay for each. Only Linux ends a child with its parent.
_WITH_PARENT = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
if os.getppid() == int(sys.argv[1]):  # it may be gone already
    os.execv(sys.argv[2], sys.argv[2:])
"""


def ending_with_us(command: list[str]) -> list[str]:
    """The command of a process that ends when this one does, however it ends."""
    if sys.platform != "linux":
        return command
    return [sys.executable, "-c", _WITH_PARENT, str(os.getpid()), *command]


def healthy(api: str) -> bool:
    """Whether a Prefect server answers there."""
    import httpx

    try:
        return httpx.get(f"{api}/health", timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _answers(api: str) -> bool:
    """Whether anything answers there, be it that it wants a key first."""
    import httpx

    try:
        httpx.get(f"{api}/health", timeout=10)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return True


def note_running(home: Path, api: str) -> None:
    """Leaves word that a server runs on this home, so that a night uses it and not a second one."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "server.json").write_text(json.dumps({"api": api}))


def _running(home: Path) -> str | None:
    """The address of a server that runs on this home, if one does."""
    try:
        api = str(json.loads((home / "server.json").read_text())["api"])
    except (OSError, ValueError, KeyError):
        return None
    return api if healthy(api) else None


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """The address of a Prefect API: the one in the environment, the one running on `home`, or one started here.

    A server started here is stopped at the end; its SQLite database stays in `home`.
    """
    os.environ["PREFECT_HOME"] = str(home)
    if given := os.environ.get("PREFECT_API_URL"):
        if not _answers(given):
            raise ServerError(
                f"nothing answers at {given}, where PREFECT_API_URL leads: start that server (`jixiao ui`), or unset"
                " the variable for one of this night's own"
            )
        yield given
        return
    if running := _running(home):
        yield running
        return
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    log = home / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603
            ending_with_us(server_command(port)),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        _await_health(process, api, log)
        yield api
    finally:
        _stop(process)


def _await_health(process: subprocess.Popen[bytes], api: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not healthy(api):
        if process.poll() is not None:
            raise ServerError(f"the Prefect server ended with code {process.returncode}; its log is {log}")
        if time.monotonic() > deadline:
            raise ServerError(f"the Prefect server did not answer within {START_SECONDS} s; its log is {log}")
        time.sleep(0.2)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
