"""Some hundred damaged documents of every format: none escapes. `python -m bench.fuzz` reads many more."""

from __future__ import annotations

import pytest

from bench.fuzz.attempt import Case, Verdict, attempt, make
from bench.fuzz.originals import SLOW, WEIGHTS, originals
from tasks.parse.document import Document
from tasks.parse.isolate import Limits, Workers
from tasks.parse.readers.members import read_all

SEED = 20240301


def test_nothing_escapes() -> None:
    cases = [Case(SEED, number) for number in range(300)]
    with Workers[Case, Verdict]("bench.fuzz.attempt:attempt", 2, Limits(seconds=60)) as workers:
        answers = [answer for answers in workers.run(cases) for answer in answers]
    assert [answer for answer in answers if not isinstance(answer, Verdict) or answer.defects] == []
    assert len(answers) == len(cases)
    states = {answer.state for answer in answers if isinstance(answer, Verdict)}
    assert {"parsed", "negative", "unreadable"} <= states


def test_a_case_can_be_made_again() -> None:
    for number in range(20):
        assert make(Case(SEED, number)) == make(Case(SEED, number))
    assert len({make(Case(SEED, number))[1] for number in range(20)}) == 20


@pytest.mark.parametrize("kind", sorted(set(originals()) - set(SLOW)))
def test_the_originals_are_sound(kind: str) -> None:
    assert kind in WEIGHTS
    for data in originals()[kind]:
        assert all(isinstance(member.content, Document) for member in read_all(data))


def test_an_escape_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("of ours")

    monkeypatch.setattr("tasks.parse.single.extract", broken)
    (verdict,) = attempt(next(case for case in (Case(SEED, n) for n in range(50)) if make(case)[0] == "html"))
    assert verdict.defects
