"""What a service, a file or a prompt says is shown as plain text everywhere, and opens no link."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from imagestudio.core.job import JobState
from imagestudio.studio import Studio
from imagestudio.ui.desktop import open_link
from imagestudio.ui.theme import Theme
from tests.faults import answered, vendor_error
from tests.server import ServiceServer
from tests.ui.driving import generate, opened, texts

WORDS = '<b>bold</b><a href="https://evil.example/">link</a><img src="file:///etc/passwd"><h1>&amp;'


def rich_labels(window: QWidget) -> list[str]:
    """The labels that would take what is shown for markup."""
    labels = [*window.findChildren(QLabel)]
    return [
        label.text() for label in labels if "<" in label.text() and label.textFormat() is not Qt.TextFormat.PlainText
    ]


def rich_tips(window: QWidget) -> list[str]:
    """The tooltips, of widgets and of rows, that hold the words as markup."""
    tips = [tip for widget in window.findChildren(QWidget) for tip in (widget.toolTip(), widget.statusTip())]
    for view in window.findChildren(QAbstractItemView):
        tips += _tips_of(view.model())
    return [tip for tip in tips if "<b>bold" in tip or "<img" in tip]


def _tips_of(model: QAbstractItemModel | None) -> list[str]:
    if model is None:
        return []
    rows = range(min(model.rowCount(), 50))
    found = [model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in rows]
    return [str(tip) for tip in found if tip]


def assert_plain(studio: Studio) -> None:
    window = studio.workspace.window()
    assert rich_labels(window) == []
    assert rich_tips(window) == []
    assert window.findChildren(QMessageBox) == []


def test_words_of_service_and_prompt_are_plain_text_everywhere(
    qtbot: QtBot, theme: Theme, tmp_path: Path, service: ServiceServer
) -> None:
    service.script(vendor_error(400, WORDS), vendor_error(500, WORDS), answered(502, WORDS.encode(), "text/plain"))
    with opened(qtbot, theme, tmp_path, service.base_url) as studio:
        workspace = studio.workspace
        workspace.actions_of["toggle_jobs"].trigger()
        for _ in range(4):
            generate(qtbot, studio, WORDS)
        jobs = studio.parts.queue.jobs
        assert len(jobs) == 3
        assert {job.state for job in jobs} <= {JobState.NOT_CHARGED, JobState.UNKNOWN}  # the log may have been read
        for job in jobs:
            workspace.details_panel.show_job(job)
            assert_plain(studio)
        qtbot.waitUntil(lambda: "<b>bold" in texts(studio))
        workspace.gallery_panel.view.setFocus()
        qtbot.keyClick(workspace.gallery_panel.view, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: workspace.details_panel.record is not None)
        studio.notices.show("words", WORDS, "warning")
        studio.notices.say(WORDS)
        workspace.window().resize(900, 600)
        QCoreApplication.processEvents()
        assert_plain(studio)


LINKS = [
    "https://aimlapi.com@evil.com/",
    "https://aimlapi.com:password@evil.com/",
    "https://evil.com/aimlapi.com",
    "https://aimlapi.com.evil.com/",
    "https://evilaimlapi.com/",
    "https://aimlapi.com\\@evil.com/",
    "https://aimlapi.com%2eevil.com/",
    "https://aimlapi.com:8443/",
    "http://aimlapi.com/app/keys",
    "HTTP://aimlapi.com/",
    "//aimlapi.com/",
    "file:///etc/passwd",
    "javascript:alert(1)//aimlapi.com",
    "smb://aimlapi.com/share",
    "https://аimlapi.com/",
    "",
]


@pytest.mark.parametrize("link", LINKS)
def test_no_other_link_is_opened(monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("a link was opened"))
    assert not open_link(link)


def test_a_known_page_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened_urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened_urls.append(url))  # type: ignore[func-returns-value]
    assert open_link("https://aimlapi.com/app/keys")
    assert [url.toString() for url in opened_urls] == ["https://aimlapi.com/app/keys"]


def test_a_broken_proxy_variable_is_named_in_the_window(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://person:s3cret@host")
    with opened(qtbot, theme, tmp_path, "https://service.test") as studio:
        generate(qtbot, studio, "a lighthouse")
        (job,) = studio.parts.queue.jobs
        assert job.state is JobState.NOT_CHARGED
        studio.workspace.details_panel.show_job(job)
        qtbot.waitUntil(lambda: "HTTPS_PROXY" in texts(studio))
        assert "s3cret" not in texts(studio)
        assert studio.workspace.window().isVisible()
