"""Great Expectations as the gate: it is shown, for every expectation, which rows held, and passes judgement.

The rules themselves are polars expressions, because Great Expectations has no engine for polars and its own rules
on exact decimals are slow. It is imported inside the functions: its import takes seconds.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class Question:
    """One expectation as it is put to the gate: the boolean column that tells where it held."""

    id: str
    column: str
    severity: str
    description: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A table's questions, with the frame of their boolean columns."""

    name: str
    flags: pl.DataFrame
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The judgement on one question. `error` is given where it could not be judged, which is never a pass."""

    id: str
    success: bool
    failed: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answers of one gate in the order of its questions, and the Data Docs page that shows them."""

    name: str
    answers: tuple[Answer, ...]
    page: str


def great_expectation(question: Question) -> Any:
    """The Great Expectations form of a question."""
    return _module("great_expectations.expectations").ExpectColumnValuesToBeInSet(
        column=question.column,
        value_set=[True],
        severity=question.severity,
        description=question.description,
        meta={"expectation": question.id},
    )


def judge(gates: Sequence[Gate], run_name: str) -> tuple[Judgement, ...]:
    """Put every gate's questions to Great Expectations."""
    with _silence():
        gx = _module("great_expectations")
        settings = _module("great_expectations.data_context.types.base")
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = settings.ProgressBarsConfig(globally=False)
        frames = context.data_sources.add_pandas("staged")
        # One view for all pages: each view compiles its templates anew.
        view = _module("great_expectations.render.view").DefaultJinjaPageView()
        return tuple(_judge(gx, frames, gate, run_name, view) for gate in gates)


def _judge(gx: Any, source: Any, gate: Gate, run_name: str, view: Any) -> Judgement:
    definition = source.add_dataframe_asset(gate.name).add_batch_definition_whole_dataframe("whole")
    height = gx.expectations.ExpectTableRowCountToEqual(value=gate.flags.height)
    # Added one by one, each would be compared with all before it.
    suite = gx.ExpectationSuite(gate.name, expectations=[height, *map(great_expectation, gate.questions)])
    frame = gate.flags.to_pandas(use_pyarrow_extension_array=True)
    # Counts and shares. SUMMARY adds which rows and which values, for twice the time: the values are all false, and
    # the keys of the rows are told by `ops.quality_results`.
    result = definition.get_batch({"dataframe": frame}).validate(suite, result_format="BASIC")
    result.meta.setdefault("run_id", {"run_name": run_name, "run_time": ""})
    by_id = {
        (one.expectation_config.meta or {}).get("expectation"): one for one in result.results if one.expectation_config
    }
    answers = tuple(_answer(question, by_id.get(question.id)) for question in gate.questions)
    return Judgement(gate.name, answers, _page(result, view))


def _answer(question: Question, result: Any) -> Answer:
    if result is None:
        return Answer(question.id, False, 0, "it was not judged")
    raised = result.exception_info or {}
    if raised.get("raised_exception"):
        return Answer(question.id, False, 0, str(raised.get("exception_message")))
    failed = (result.result or {}).get("unexpected_count")
    if failed is None:
        # An exception inside a metric is reported metric by metric, not at the top.
        return Answer(question.id, False, 0, f"no count of failing rows: {raised}"[:500])
    missing = int(result.result.get("missing_count") or 0)
    if missing:
        return Answer(question.id, False, int(failed) + missing, f"{missing} rows were not judged")
    return Answer(question.id, bool(result.success), int(failed), None)


def _page(result: Any, view: Any) -> str:
    renderer = _module("great_expectations.render.renderer").ValidationResultsPageRenderer()
    return str(view.render(renderer.render(result)))


def _module(name: str) -> Any:
    # Great Expectations types its own modules only in part.
    return importlib.import_module(name)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep Great Expectations from reporting to anybody and from writing to a night's stderr."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
