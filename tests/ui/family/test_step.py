"""What is told of the way from a picture to the next."""

from __future__ import annotations

from pathlib import Path

from imagestudio.parts import load_catalog
from imagestudio.ui.family.step import step_between
from tests.ui.gallery.shelf import Shelf


def test_a_setting_that_only_one_of_them_has_is_no_change(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    [drawn] = shelf.add(1, parameters={"size": "1024x1024", "quality": "low", "moderation": "auto"})
    [edit] = shelf.add(2, parameters={"size": "1024x1024", "quality": "high"})
    shelf.close()
    step = step_between(drawn, edit, load_catalog())
    assert [(setting.before, setting.after) for setting in step.settings] == [("Low", "High")]
    assert step.same_words
