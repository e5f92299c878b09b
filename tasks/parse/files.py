"""The facts of files on disk in the shape of the extract contract: what `jixiao extract` prints.

Files are read in worker processes, as in a night: one that takes all time or memory costs itself and no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.parse.contract import to_contract
from tasks.parse.document import UnreadableError
from tasks.parse.isolate import Limits, Lost, Workers, WorkersError, available_cores
from tasks.parse.readers.limits import MAX_BYTES

_SECONDS = 120.0
_FEW = 64  # files for which no second process is worth its start


@dataclass(frozen=True, slots=True)
class Extracted:
    """The object to print for a file, or for a file of an archive; `reason` says why there are no facts in it."""

    record: Mapping[str, object]
    reason: str | None = None


def extract_files(paths: Sequence[Path], seconds: float = _SECONDS) -> Iterator[Extracted]:
    """What is read out of each file, in their order; `seconds` bound each document."""
    jobs = [str(path) for path in paths]
    count = min(available_cores(), -(-len(jobs) // _FEW))
    workers: Workers[str, Extracted] = Workers("tasks.parse.files:read_path", max(1, count), Limits(seconds))
    done = 0
    with workers:
        try:
            for path, answers in zip(jobs, workers.run(jobs), strict=True):
                done += 1
                for answer in answers:
                    yield _without_facts(path, "failed", answer.reason) if isinstance(answer, Lost) else answer
        except WorkersError:
            # A system that lets us start no process: then without their protection.
            for path in jobs[done:]:
                yield from read_path(path)


def read_path(path: str) -> Iterator[Extracted]:
    """What is read out of a file, or out of each file of an archive, named as in the warehouse: forms.zip!/a/form.xls.

    Never raises on account of the file.
    """
    from tasks.parse.single import facts_in  # the process that waits for the workers needs nothing of all this

    try:
        with Path(path).open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)  # no more than tells that it is larger than is read
    except OSError as error:
        reason = error.strerror or str(error)
        yield Extracted(_without_facts(path, "unreadable", reason).record, f"cannot be opened: {reason}")
        return
    for member, facts in facts_in(body, Path(path).name):
        name = f"{path}!/{member}" if member else path
        if isinstance(facts, UnreadableError):
            yield _without_facts(name, facts.state, facts.reason)
        else:
            yield Extracted(to_contract(name, facts))


def _without_facts(path: str, state: str, reason: str) -> Extracted:
    said: dict[str, object] = {"path": path, "doc_type": None, "state": state, "reason": reason}
    return Extracted(said | {"projects": [], "claims": []}, f"{state}: {reason}")
