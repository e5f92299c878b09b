from __future__ import annotations

from pathlib import Path

from flows.settings import Layout
from flows.stages import begin_stage, keep_data_docs, keep_only


def staged(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "staged").iterdir())


def test_nights_that_publish_nothing_do_not_fill_the_disk(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for number in range(10):
        (begin_stage(layout, f"n{number}") / "texts").mkdir()
    assert staged(tmp_path) == ["n6", "n7", "n8", "n9"]
    keep_only(layout, "n9")
    assert staged(tmp_path) == ["n9"]


def test_a_night_that_goes_on_begins_with_an_empty_folder(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    (begin_stage(layout, "n1") / "half.parquet").write_bytes(b"PAR1")
    assert list(begin_stage(layout, "n1").iterdir()) == []


def test_the_pages_of_the_newest_check_take_the_place_of_the_older(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for night, names in {"n1": ["index.html", "suite-old.html"], "n2": ["index.html", "suite-new.html"]}.items():
        made = begin_stage(layout, night) / "checked" / "data_docs"
        made.mkdir(parents=True)
        for name in names:
            (made / name).write_text(night)
        keep_data_docs(layout, night)
    pages = {path.name: path.read_text() for path in layout.data_docs.iterdir()}
    assert pages == {"index.html": "n2", "suite-new.html": "n2"}
