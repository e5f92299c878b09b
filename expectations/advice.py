"""What to do about an expectation that failed, in one sentence for whoever runs the nights."""

from __future__ import annotations

_BY_END = (
    (".readable", "A staged file is damaged: look at the disk, then run the night again; the archive has everything."),
    (".columns", "Parser and model disagree: the checkout is mixed from two versions; install one and run again."),
    (".types", "Parser and model disagree: the checkout is mixed from two versions; install one and run again."),
    (".known_columns", "The parser writes a column the model does not have: add it to the model or take it out."),
    (".key.unique", "Two rows share a key: `jixiao quarantine show` has both; mend the parser, then replay."),
    (
        ".not_null",
        "The parser left out what must be given: `jixiao quarantine show` has the rows; mend it, then replay.",
    ),
    (".allowed", "A word is not in the vocabulary: mend the parser, or add the word to warehouse/vocabulary.py."),
    (".range", "A value is out of range: its quote tells whether a unit or a column was misread; mend, then replay."),
    (
        ".reference",
        "A row names another that is not there: look first at what else failed, this often follows from it.",
    ),
    (".evidence", "A value stands without the words it was read from: a defect of the parser; mend it, then replay."),
    (".quote.stands", "A quote is not the text at its span: a reader shifted the text after facts were read."),
    (".magnitude", "An amount is absurdly large: mostly a unit applied twice; its quote shows it. Mend, then replay."),
    (
        ".personal.masked",
        "Personal data came through unmasked: mend tasks/parse/redact/ and run `jixiao run --full`.",
    ),
    (".yield.overall", "All sources yield less than usual: the last change of the parser is the first suspect."),
    (".yield.source", "This source yields less than usual: open its newest pages; a new layout needs a reader."),
    (".held", "The warehouse would shrink: see which source lost its pages (`crawl`) or its facts (`parses`)."),
    (".retained", "Documents lost facts that they had: compare `jixiao extract` on one of them before and after."),
    (
        ".complete",
        "Documents or batches were lost on the way: run the night again; if it stays, look at the run's log.",
    ),
    (
        ".failures.few",
        "The parser fails on many files: `failures` names them; `jixiao extract` on one shows the error.",
    ),
    (".present", "A whole table is empty where rows are due: a step wrote nothing; look at the run's log, run again."),
    (".fresh", "A correction no longer finds what it corrects: see whether the publisher mended it, then take it out."),
)
_ELSE = "Look at the rows named in the detail; `jixiao explain` on their document shows what was read from where."


def advice(expectation: str) -> str:
    """What to do where this expectation failed."""
    return next((text for end, text in _BY_END if expectation.endswith(end)), _ELSE)
