"""prefect.yaml deploys on a real server as docs/runbook.md says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.common import quiet_environment
from cli.server import free_port, healthy
from tests.night.conftest import ROOT, Nights

pytestmark = pytest.mark.night


def prefect(api: str, home: Path, *arguments: str) -> str:
    quiet_environment()
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        capture_output=True, text=True, timeout=120, cwd=ROOT, stdin=subprocess.DEVNULL,
        env={**os.environ, "PREFECT_API_URL": api, "PREFECT_HOME": str(home), "JIXIAO_HOME": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def ui(nights: Nights) -> Iterator[str]:
    """The address that `jixiao ui` serves, on the data folder of the nights; it ends with its command."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "ui", "--data", str(nights.data), "--port", str(port)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=clean,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 100
        while not healthy(f"{url}/api") and time.monotonic() < deadline:
            time.sleep(0.3)
        yield url
    finally:
        process.terminate()
        out = process.communicate(timeout=30)[0]
    assert url in out
    assert not healthy(f"{url}/api")


def test_the_ui_serves_the_runs(ui: str) -> None:
    names = [run["name"] for run in httpx.post(f"{ui}/api/flow_runs/filter", json={}).json()]
    page = httpx.get(f"{ui}/", follow_redirects=True)
    assert sum(name.startswith("night ") for name in names) >= 2
    assert page.status_code == 200


def test_the_nightly_deployment(nights: Nights, ui: str) -> None:
    api, home = f"{ui}/api", nights.data / "prefect"
    prefect(api, home, "work-pool", "create", "jixiao", "--type", "process", "--overwrite")
    prefect(api, home, "--no-prompt", "deploy", "--all")
    (deployment,) = httpx.post(f"{api}/deployments/filter", json={}).json()
    runs = httpx.post(f"{api}/flow_runs/filter", json={"sort": "START_TIME_ASC"}).json()
    assert deployment["name"] == "nightly"
    assert [s["schedule"]["cron"] for s in deployment["schedules"]] == ["0 2 * * *"]
    assert deployment["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    schema = deployment["parameter_openapi_schema"]["properties"]
    assert set(schema) == {"sources", "folder", "data", "full", "replay", "window"}
    assert all(parameter.get("description") for parameter in schema.values()), json.dumps(schema, indent=1)
    assert deployment["parameters"]["window"] == "22:00-08:00"
    finished = [run for run in runs if run["state_type"] == "COMPLETED"]
    assert len(finished) == 2
