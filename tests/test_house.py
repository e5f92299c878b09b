"""The house stands as docs/architecture.md draws it: who imports whom, and who speaks of what."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("flows", "tasks", "warehouse", "expectations", "sources", "demo", "cli")
ALLOWED = {
    "flows": {"tasks", "warehouse"},
    "tasks/crawl": {"warehouse"},
    "tasks/parse": {"warehouse"},
    "tasks/check": {"warehouse", "expectations"},
    "tasks/load": {"warehouse", "expectations"},
    "tasks/publish": {"warehouse"},
    "warehouse": set(),
    "expectations": {"warehouse"},
    "demo": {"warehouse"},
    "cli": {"flows", "tasks", "warehouse", "demo", "expectations"},
}


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] in OURS}


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_knows_only_what_it_may(room: str) -> None:
    package = room.replace("/", ".")
    files = list((ROOT / room).rglob("*.py"))
    assert files
    for path in files:
        for name in imported(path):
            if name == package or name.startswith(f"{package}."):
                continue
            assert name.split(".")[0] in ALLOWED[room], f"{path.relative_to(ROOT)} imports {name}"
            if room.startswith("tasks/"):
                assert not name.startswith("tasks."), f"{path.relative_to(ROOT)} knows another step: {name}"


@pytest.mark.parametrize("room", sorted(set(ALLOWED) - {"flows", "cli"}))
def test_only_the_flows_know_the_orchestrator(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert not any(name.split(".")[0] == "prefect" for name in names), path.relative_to(ROOT)


def test_files_stay_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for room in OURS
        for path in (ROOT / room).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long
