"""What is told of a picture or a job on the right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import Charge, Failure
from imagestudio.core.job import Job, JobState, new_job
from imagestudio.core.money import Money
from imagestudio.core.record import Record
from imagestudio.core.request import Request
from imagestudio.core.times import now_us
from imagestudio.ui.details.details_panel import DetailsPanel
from imagestudio.ui.details.facts import facts_of
from imagestudio.ui.details.prompt_text import PromptText
from imagestudio.ui.theme import Theme
from imagestudio.ui.widgets import ElidedLabel

VALUES = {"size": "1536x1024", "quality": "high", "background": "auto", "output_format": "webp"}


def a_record() -> Record:
    return Record(
        id="x",
        time=now_us(),
        path="originals/2026/11/x.webp",
        sha256="",
        size_bytes=1_234_567,
        media_type="image/webp",
        width=1536,
        height=1024,
        provider="aimlapi",
        model="openai/gpt-image-1-mini",
        prompt="<b>a fox</b>",
        parameters=VALUES,
        duration_ms=31_400,
        cost=Money.from_usd("0.0132"),
        estimate=Money.from_usd("0.014"),
        content_credentials=True,
    )


def a_job(state: JobState, failure: Failure | None = None) -> Job:
    job = new_job(Request("openai/gpt-image-1-mini", "a fox", VALUES), "aimlapi")
    return replace(job, state=state, failure=failure)


@pytest.fixture
def panel(qtbot: QtBot, catalog: Catalog, theme: Theme) -> DetailsPanel:
    panel = DetailsPanel(catalog, theme)
    panel.resize(312, 800)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def seen(panel: DetailsPanel) -> str:
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels + [prompt.text() for prompt in panel.findChildren(PromptText) if prompt.isVisible()])


def button(panel: DetailsPanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "") == text)


def buttons(panel: DetailsPanel) -> set[str]:
    return {b.text().replace("&", "") for b in panel.findChildren(QPushButton) if b.isVisible()}


def test_every_parameter_and_what_it_cost_is_told(catalog: Catalog) -> None:
    facts = dict(facts_of(a_record(), catalog))
    assert facts["Model"] == "GPT Image 1 mini"
    assert facts["Size"] == "1536 × 1024"
    assert (facts["Quality"], facts["Background"], facts["Format"]) == ("High", "Auto", "WebP")
    assert facts["Cost"] == "$0.0132  ·  estimated 0.014"
    assert facts["Took"] == "31 s"
    assert facts["Made"].startswith(("Today ", "Yesterday "))  # midnight may be in between
    assert facts["File"] == "x.webp"
    assert facts["Credentials"] == "C2PA, untouched"


def test_a_model_nobody_knows_any_more_is_told_as_it_was(catalog: Catalog) -> None:
    record = replace(a_record(), model="gone/model", parameters={"strange": "value"}, cost=None, duration_ms=None)
    facts = dict(facts_of(record, catalog))
    assert facts["Model"] == "gone/model"
    assert facts["Strange"] == "value"
    assert facts["Cost"] == "Not told by the service"
    assert "Took" not in facts


def test_a_demo_picture_is_never_taken_for_the_services(panel: DetailsPanel) -> None:
    panel.show_record(replace(a_record(), provider="demo", cost=Money(0)), None)
    assert "Demo" in seen(panel).splitlines()
    assert "Free, a demo picture" in seen(panel)
    panel.show_record(a_record(), None)
    assert "Demo" not in seen(panel).splitlines()


def test_a_prompt_is_plain_text(panel: DetailsPanel) -> None:
    panel.show_record(a_record(), None)
    assert "<b>a fox</b>" in seen(panel)
    edit = next(edit for edit in panel.findChildren(QPlainTextEdit) if edit.isVisible())
    assert edit.isReadOnly()
    assert edit.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_a_preview_that_comes_late_is_not_put_on_another_picture(panel: DetailsPanel) -> None:
    first, second = a_record(), replace(a_record(), time=now_us() + 1)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    panel.show_record(first, None)
    panel.show_record(second, None)
    panel.set_preview(first.time, image)
    assert panel.preview.image() is None
    panel.set_preview(second.time, image)
    assert panel.preview.image() is not None


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Use these settings", "use_settings_requested"),
        ("Copy image", "copy_image_requested"),
        ("Copy prompt", "copy_prompt_requested"),
        ("Show in folder", "show_in_folder_requested"),
    ],
)
def test_each_button_asks_for_the_picture_that_is_shown(
    qtbot: QtBot, panel: DetailsPanel, text: str, signal: str
) -> None:
    record = a_record()
    panel.show_record(record, None)
    with qtbot.waitSignal(getattr(panel.page, signal)) as asked:
        qtbot.mouseClick(button(panel, text), Qt.MouseButton.LeftButton)
    assert asked.args == [record]


REFUSED = Failure("Refused", "Your prompt was not accepted", Charge.NONE)
LOST = Failure("OutcomeUnknown", "", Charge.UNKNOWN)
TO_COME = Failure("Download", "", Charge.PAID)


@pytest.mark.parametrize(
    ("job", "offered"),
    [
        (a_job(JobState.QUEUED), {"Cancel"}),
        (a_job(JobState.SENDING), {"Stop waiting"}),
        (a_job(JobState.NOT_CHARGED, REFUSED), {"Retry", "Dismiss"}),
        (a_job(JobState.UNKNOWN, LOST), {"Buy again", "Dismiss"}),
    ],
)
def test_only_what_is_possible_is_offered_for_a_job(panel: DetailsPanel, job: Job, offered: set[str]) -> None:
    panel.show_job(job)
    assert buttons(panel) == offered
    assert "a fox" in seen(panel)


def test_a_job_of_an_earlier_session_can_be_sent_or_cancelled(panel: DetailsPanel) -> None:
    panel.show_job(a_job(JobState.QUEUED), is_kept=True)
    assert buttons(panel) == {"Send now", "Cancel"}
    assert "Nothing is charged yet" in seen(panel)


def test_a_paid_picture_that_did_not_come_is_fetched_and_not_bought(panel: DetailsPanel) -> None:
    panel.show_job(a_job(JobState.RECEIVED, TO_COME))
    assert "Fetch again" in buttons(panel)
    assert "Buy again" not in buttons(panel)


def test_what_the_service_said_is_there_word_for_word(panel: DetailsPanel) -> None:
    panel.show_job(a_job(JobState.NOT_CHARGED, REFUSED))
    assert "Your prompt was not accepted" in seen(panel)
    assert "Nothing was charged" in seen(panel)


def test_with_nothing_selected_it_says_what_to_do(panel: DetailsPanel) -> None:
    panel.show_nothing()
    assert seen(panel) == "Select a picture to see how it was made."


def test_nothing_is_cut_off_in_a_narrow_panel(qtbot: QtBot, panel: DetailsPanel) -> None:
    name = "originals/2026/11/20261121-124336-8e152ef2.png"
    panel.resize(264, 800)
    for job in (a_job(JobState.UNKNOWN, LOST), a_job(JobState.NOT_CHARGED, replace(REFUSED, said="x" * 200))):
        panel.show_job(job)
        assert_nothing_is_cut_off(qtbot, panel)
    panel.show_record(replace(a_record(), path=name, prompt="x" * 300), None)
    assert_nothing_is_cut_off(qtbot, panel)
    elided = next(label for label in panel.findChildren(ElidedLabel))
    assert elided.full_text() == name.rpartition("/")[2]
    assert elided.text() != elided.full_text()
    assert elided.full_text() in elided.toolTip()


def assert_nothing_is_cut_off(qtbot: QtBot, panel: DetailsPanel) -> None:
    area = next(area for area in panel.findChildren(QScrollArea) if area.isVisible())
    page = area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
    widgets: list[QWidget] = [*panel.findChildren(QLabel), *panel.findChildren(QPushButton)]
    for widget in widgets:
        if widget.isVisible():
            assert widget.mapTo(panel, widget.rect().topRight()).x() < panel.width(), widget.accessibleName()


def test_the_window_is_not_made_higher_by_a_long_prompt_of_a_job(panel: DetailsPanel) -> None:
    job = a_job(JobState.QUEUED)
    panel.show_job(replace(job, request=replace(job.request, prompt="many words " * 1000)))
    assert panel.minimumSizeHint().height() < 400


def test_a_job_that_is_tried_again_says_so(panel: DetailsPanel) -> None:
    panel.show_job(a_job(JobState.QUEUED), is_trying=True)
    assert "Trying to send" in seen(panel)
    assert "Nothing is charged yet" in seen(panel)


def test_an_estimate_that_reads_the_same_is_not_told_twice(catalog: Catalog) -> None:
    record = replace(a_record(), cost=Money.from_usd("0.00891"), estimate=Money.from_usd("0.00892"))
    assert dict(facts_of(record, catalog))["Cost"] == "$0.0089"


def test_the_menu_of_a_job_offers_what_its_buttons_do(qtbot: QtBot, panel: DetailsPanel) -> None:
    job = a_job(JobState.NOT_CHARGED, REFUSED)
    panel.show_job(job)
    menu = panel.job_details.menu(panel)
    assert [action.text().replace("&", "") for action in menu.actions()] == ["Retry", "Dismiss"]
    with qtbot.waitSignal(panel.job_details.dismiss_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == [job]


def test_the_preview_does_not_flicker_between_two_pictures(qtbot: QtBot, panel: DetailsPanel) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    first, second = a_record(), replace(a_record(), time=now_us() + 1)
    panel.show_record(first, None)
    panel.set_preview(first.time, image)
    before = panel.preview.grab().toImage()
    panel.show_record(second, None)
    assert panel.preview.grab().toImage() == before  # until the next one comes, for a moment
    assert panel.preview.image() is None  # though it is not the picture of this record
    qtbot.waitUntil(lambda: panel.preview.grab().toImage() != before)  # it does not come: a skeleton


def test_the_size_another_program_was_asked_for_is_written_as_any_size(catalog: Catalog) -> None:
    record = replace(a_record(), model="dreamshaper_8", parameters={"size": "512x768"})
    assert ("Asked size", "512 × 768") in facts_of(record, catalog)
