"""prefect.yaml deploys on a real server as docs/runbook.md says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from cli.common import quiet_environment
from cli.server import prefect_server
from tests.night.conftest import ROOT, Nights

pytestmark = pytest.mark.night


def prefect(api: str, home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        capture_output=True, text=True, timeout=120, cwd=ROOT, stdin=subprocess.DEVNULL,
        env={**os.environ, "PREFECT_API_URL": api, "PREFECT_HOME": str(home), "JIXIAO_HOME": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_nightly_deployment(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.delenv(name, raising=False)
    quiet_environment()
    home = nights.data / "prefect"
    with prefect_server(home) as api:
        prefect(api, home, "work-pool", "create", "jixiao", "--type", "process", "--overwrite")
        prefect(api, home, "--no-prompt", "deploy", "--all")
        (deployment,) = httpx.post(f"{api}/deployments/filter", json={}).json()
        runs = httpx.post(f"{api}/flow_runs/filter", json={"sort": "START_TIME_ASC"}).json()
    assert deployment["name"] == "nightly"
    assert [s["schedule"]["cron"] for s in deployment["schedules"]] == ["0 2 * * *"]
    assert deployment["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    schema = deployment["parameter_openapi_schema"]["properties"]
    assert set(schema) == {"sources", "folder", "data", "full"}
    assert all(parameter.get("description") for parameter in schema.values()), json.dumps(schema, indent=1)
    finished = [run for run in runs if run["state_type"] == "COMPLETED"]
    assert len(finished) == 2
