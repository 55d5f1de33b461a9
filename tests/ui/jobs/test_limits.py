"""Limits on spending in the whole window: nothing passes them, and what they hold back is kept and asked about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from imagestudio.core import generation
from imagestudio.core.job import JobState
from imagestudio.core.money import Money
from imagestudio.library.folder import open_library
from imagestudio.parts import load_catalog
from imagestudio.profile.settings import JsonSettings
from imagestudio.studio import Studio
from imagestudio.ui.jobs.limit_words import price_text
from imagestudio.ui.jobs.send_question import SendQuestion
from imagestudio.ui.theme import Theme
from imagestudio.workers import account_watch
from tests.faults import close_before_answer, vendor_error
from tests.server import ServiceServer, deserted
from tests.ui.driving import ask, generate, opened, texts


@pytest.fixture
def studio(qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer) -> Iterator[Studio]:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        studio.workspace.compose_panel.options_form.set_values({"quality": "low", "size": "1024x1024"})
        yield studio
        service.release()


@pytest.fixture
def port() -> Iterator[int]:
    """Where the service comes and goes."""
    with deserted() as port:
        yield port


def limit(studio: Studio, **amounts: str) -> None:
    for name, amount in amounts.items():
        studio.parts.settings.set(f"limit_{name}", amount)


def question(qtbot: QtBot, studio: Studio) -> SendQuestion:
    """The question that stands in the window."""

    def asked() -> bool:
        return any(one.isVisible() for one in studio.workspace.window().findChildren(SendQuestion))

    qtbot.waitUntil(asked)
    (found,) = (one for one in studio.workspace.window().findChildren(SendQuestion) if one.isVisible())
    return found


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def states(studio: Studio) -> list[JobState]:
    return [job.state for job in studio.parts.queue.jobs]


def test_a_fast_double_click_with_room_for_one_sends_one(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    limit(studio, day_stop="0.004")  # a picture is about $0.0023
    service.hold()
    button = studio.workspace.compose_panel.footer.generate_button
    ask(qtbot, studio, "a fox")
    for _ in range(3):
        press(qtbot, button)
    qtbot.waitUntil(lambda: len(studio.parts.queue.jobs) == 4 and len(service.posts) == 1)
    qtbot.waitUntil(lambda: "above your limit of $0.004" in texts(studio))
    qtbot.waitUntil(lambda: sorted(states(studio)) == [JobState.INTENT] * 3 + [JobState.SENDING])
    with qtbot.waitSignal(studio.parts.queue.idle):
        service.release()
    assert len(service.posts) == 1
    qtbot.waitUntil(lambda: "Nothing was sent or charged" in texts(studio))


def test_above_the_first_amount_one_is_asked_and_the_yes_sends_exactly_that(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    limit(studio, run_ask="0.02")
    ask(qtbot, studio, "a fox", 12)
    asked = question(qtbot, studio)
    assert "you are asked above $0.02 for one run" in asked.text()
    assert service.posts == []
    with qtbot.waitSignal(studio.parts.queue.idle):
        press(qtbot, asked.send_button)
    assert len(service.posts) == 12
    assert studio.parts.gallery.pictures == 12


def test_no_key_pressed_twice_answers_the_question_and_what_is_kept_waits_over_a_restart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        limit(studio, run_ask="0.001")
        ask(qtbot, studio, "a fox", 3)
        qtbot.keyClick(question(qtbot, studio), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 3)
        priced = [job.estimate for job in studio.parts.queue.kept]
        assert None not in priced
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: states(studio) == [JobState.INTENT] * 3)
        assert [job.estimate for job in studio.parts.queue.kept] == priced
        assert service.posts == []
        studio.workspace.actions_of["send_kept"].trigger()
        with qtbot.waitSignal(studio.parts.queue.idle):
            press(qtbot, question(qtbot, studio).send_button)
        assert len(service.posts) == 3
        assert not studio.workspace.actions_of["send_kept"].isEnabled()


def test_what_is_dropped_is_neither_sent_nor_kept(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    limit(studio, run_ask="0.001")
    ask(qtbot, studio, "a fox", 2)
    press(qtbot, question(qtbot, studio).drop_button)
    qtbot.waitUntil(lambda: studio.parts.queue.jobs == [])
    assert studio.parts.gallery.job_rows == 0
    assert service.posts == []


def test_a_second_question_waits_for_the_first_and_counts_what_that_sent(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    limit(studio, day_ask="0.001")
    service.hold()
    button = studio.workspace.compose_panel.footer.generate_button
    ask(qtbot, studio, "a fox")
    press(qtbot, button)
    qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 2)
    first = question(qtbot, studio)
    said = first.text()
    press(qtbot, first.send_button)
    qtbot.waitUntil(lambda: len(service.posts) == 1)
    second = question(qtbot, studio)
    assert second is not first
    assert second.text() != said  # today comes to more by now
    press(qtbot, second.keep_button)
    service.release()
    qtbot.waitUntil(lambda: states(studio) == [JobState.INTENT])
    assert len(service.posts) == 1


def test_a_retry_above_the_limit_stays_what_it_was(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    service.script(vendor_error(400, "no"))
    generate(qtbot, studio, "a fox")
    limit(studio, month_stop="0.001")
    (failed,) = studio.parts.queue.jobs
    studio.parts.queue.retry(failed)
    qtbot.waitUntil(lambda: "above your limit of $0.001" in texts(studio))
    qtbot.waitUntil(lambda: "1 picture" in texts(studio))
    assert states(studio) == [JobState.NOT_CHARGED]
    assert len(service.posts) == 1
    limit(studio, month_stop="")
    with qtbot.waitSignal(studio.parts.queue.idle):
        studio.parts.queue.retry(failed)
    assert len(service.posts) == 2


def test_buying_again_passes_the_limits_too_and_is_kept_only_once(
    qtbot: QtBot, studio: Studio, service: ServiceServer
) -> None:
    service.script(close_before_answer())
    generate(qtbot, studio, "a fox")
    limit(studio, run_stop="0.001")
    (unknown,) = studio.parts.queue.jobs
    for _ in range(3):
        studio.parts.queue.retry(unknown)
        qtbot.waitUntil(lambda: not studio.writing)
    qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 1)
    assert len(service.posts) == 1


def test_the_notice_leads_to_the_limits(qtbot: QtBot, studio: Studio, service: ServiceServer) -> None:
    limit(studio, run_stop="0.001")
    ask(qtbot, studio, "a fox")
    qtbot.waitUntil(lambda: "Change the &limits…" in texts(studio))
    (change,) = (b for b in studio.workspace.findChildren(QPushButton) if b.text() == "Change the &limits…")
    with qtbot.waitSignal(studio.workspace.actions_of["limits"].triggered):
        press(qtbot, change)
    assert service.posts == []


def test_without_a_network_pictures_are_kept_and_offered_when_it_is_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setattr(account_watch, "_LATE_MS", 50)
    place = f"http://127.0.0.1:{port}"
    with opened(qtbot, theme, tmp_path, place) as studio:
        qtbot.waitUntil(lambda: "offline" in texts(studio))
        ask(qtbot, studio, "a fox", 2)
        qtbot.waitUntil(lambda: states(studio) == [JobState.INTENT] * 2)
        qtbot.waitUntil(lambda: "The service cannot be reached" in texts(studio))
        library = open_library(tmp_path / "library", read_only=True)
        assert all(library.journal.attempts(job.id) == [] for job in studio.parts.queue.kept)
        library.close()
        with ServiceServer(port) as back:
            qtbot.waitUntil(lambda: "The service can be reached again" in texts(studio))
            assert back.posts == []
            (send,) = (b for b in studio.workspace.findChildren(QPushButton) if b.text() == "Send what is &kept…")
            press(qtbot, send)
            with qtbot.waitSignal(studio.parts.queue.idle):
                press(qtbot, question(qtbot, studio).send_button)
            assert len(back.posts) == 2
            assert "reached again" not in texts(studio)


def test_when_the_network_goes_all_are_kept_the_first_one_too_and_sent_by_one_yes_after_a_restart(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    monkeypatch.setattr(generation, "pause_before", lambda _try: 0.0)
    with ServiceServer(port) as service, opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "online" in texts(studio))
        studio.parts.queue.allow(1)
        studio.parts.queue.order.pause(True)
        ask(qtbot, studio, "a fox", 9)
        qtbot.waitUntil(lambda: len(studio.parts.queue.waiting) == 9)
        service.close()
        studio.parts.queue.order.pause(False)
        qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 9)
        qtbot.waitUntil(lambda: "9 pictures (about $" in texts(studio))
        told = texts(studio)
        assert "The service cannot be reached. “No connection to 127.0.0.1.” 9 pictures" in told
        assert "kept for later. Nothing was sent or charged." in told
        assert states(studio) == [JobState.INTENT] * 9
        assert studio.parts.gallery.job_rows == 9
        place = service.base_url
    with (
        ServiceServer(port) as back,
        opened(qtbot, theme, tmp_path, place) as studio,
    ):
        qtbot.waitUntil(lambda: states(studio) == [JobState.INTENT] * 9)
        assert back.posts == []
        studio.workspace.actions_of["send_kept"].trigger()
        asked = question(qtbot, studio)
        assert "price has changed" not in asked.text()
        with qtbot.waitSignal(studio.parts.queue.idle):
            press(qtbot, asked.send_button)
        assert len(back.posts) == 9
        assert states(studio) == []


def test_the_details_of_what_is_kept_say_that_nothing_left_and_why(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "pause_before", lambda _try: 0.0)
    with ServiceServer() as service, opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "online" in texts(studio))
        service.close()
        ask(qtbot, studio, "a fox")
        qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 1)
        studio.workspace.gallery_panel.select_job(studio.parts.queue.kept[0].id)
        qtbot.waitUntil(lambda: "so the request never left this computer" in texts(studio))
        qtbot.waitUntil(lambda: "It is not sent before you say so. Nothing is charged yet." in texts(studio))


def test_the_price_of_what_is_kept_is_that_of_the_moment_it_is_sent_and_the_limits_take_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    place = f"http://127.0.0.1:{port}"
    with opened(qtbot, theme, tmp_path, place) as studio:
        qtbot.waitUntil(lambda: "offline" in texts(studio))
        ask(qtbot, studio, "a fox", 2)
        qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 2)
        then = price_text(studio.parts.queue.kept)
    with ServiceServer(port) as back:
        dearer = {"kind": "fixed", "currency": "USD", "units": [{"price": "0.25", "per": "image"}]}
        back.prices = {model.id: dearer for model in load_catalog().models}
        with opened(qtbot, theme, tmp_path, place) as studio:
            qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 2 and "$0.25" in texts(studio))
            limit(studio, run_stop="0.30")
            studio.workspace.actions_of["send_kept"].trigger()
            qtbot.waitUntil(lambda: "This comes to $0.50, above your limit of $0.30 for one run." in texts(studio))
            limit(studio, run_stop="")
            studio.parts.queue.retry(studio.parts.queue.kept[0])  # “Send now” on one that stands there with its price
            asked = question(qtbot, studio)
            assert "Send 1 picture, about $0.25?" in asked.text()
            assert "The price has changed since this was kept" in asked.text()
            press(qtbot, asked.keep_button)
            studio.workspace.actions_of["send_kept"].trigger()
            qtbot.waitUntil(lambda: "2 pictures" in question(qtbot, studio).text())
            asked = question(qtbot, studio)
            assert "Send 2 pictures, about $0.50?" in asked.text()
            assert f"The price has changed since this was kept: it was {then} then." in asked.text()
            assert back.posts == []
            with qtbot.waitSignal(studio.parts.queue.idle):
                press(qtbot, asked.send_button)
            assert len(back.posts) == 2
            (record, _) = studio.parts.history.page(studio.parts.history.times())
            assert record.estimate == Money.from_usd("0.25")


def test_a_list_above_the_limit_is_kept_whole_and_the_limit_is_soon_in_the_file(
    qtbot: QtBot, studio: Studio, service: ServiceServer, tmp_path: Path
) -> None:
    limit(studio, run_stop="0.001")
    qtbot.waitUntil(lambda: JsonSettings(tmp_path / "settings.json").get("limit_run_stop", "") == "0.001")
    ask(qtbot, studio, "a fox", 20)
    qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 20)
    assert service.posts == []


@pytest.mark.allow_log
def test_where_the_settings_were_damaged_each_request_is_asked_about(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    (tmp_path / "settings.json").write_text('{"limit_run_stop": "0.001"', encoding="utf-8")
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        qtbot.waitUntil(lambda: "you are asked before anything is bought" in texts(studio))
        studio.workspace.compose_panel.options_form.set_values({"quality": "low", "size": "1024x1024"})
        ask(qtbot, studio, "a fox")
        asked = question(qtbot, studio)
        assert service.posts == []
        if shots := os.environ.get("KEEP_SCREENSHOT"):
            studio.workspace.window().grab().save(shots)
        with qtbot.waitSignal(studio.parts.queue.idle):
            press(qtbot, asked.send_button)
        assert len(service.posts) == 1
        limit(studio, run_stop="0.001")
        ask(qtbot, studio, "an owl")
        qtbot.waitUntil(lambda: len(studio.parts.queue.kept) == 1)
        assert len(service.posts) == 1
