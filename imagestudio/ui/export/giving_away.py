"""Answers the commands that give pictures away: copy, export, contact sheet, print."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imagestudio.core.errors import ImageStudioError, RequestError
from imagestudio.core.ports import History, in_order
from imagestudio.ui import desktop
from imagestudio.ui.export.dragging import Dragging
from imagestudio.ui.export.given import MOST_GIVEN, left_behind
from imagestudio.ui.notices import Notices
from imagestudio.ui.picture_actions import PictureActions
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.export_desk import ExportDesk, Work

if TYPE_CHECKING:
    from imagestudio.core.export import Choices, Exporter, ExportReport
    from imagestudio.ui.export.export_line import ExportLine
    from imagestudio.ui.export.sheets import Sheets

_SETTING = "export"


class GivingAway(QObject):
    """Knows what is selected, opens the dialogs, and tells how it went."""

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        notices: Notices,
        pictures: PictureActions,
        make_exporter: Callable[[], Exporter],
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self._pictures = pictures
        self._make_exporter = make_exporter
        self._line: ExportLine | None = None
        self._shown: Path | None = None
        self.desk = ExportDesk(self)
        self._sheets: Sheets | None = None
        self.dragging = Dragging(workspace, parts, notices)
        self._connect()
        self._offer()

    def close(self) -> None:
        """Stop what is under way; what is whole stays."""
        self.desk.close()

    def selected_times(self) -> array[int]:
        """The pictures that are selected, as they stand in the gallery."""
        listed, found = self._parts.gallery.listed.times, array("q")
        for rows in self._spans():
            found.extend(listed[rows.start : rows.stop])
        return found

    def _spans(self) -> list[range]:
        """The places of the selected pictures; jobs stand before them and are none."""
        jobs = self._parts.gallery.job_rows
        spans = self._workspace.gallery_panel.view.selected_rows()
        return [range(max(0, rows.start - jobs), rows.stop - jobs) for rows in spans if rows.stop > jobs]

    def _connect(self) -> None:
        actions, gallery = self._workspace.actions_of, self._parts.gallery
        actions["copy"].triggered.connect(self._on_copy)
        actions["export"].triggered.connect(self._on_export)
        actions["contact_sheet"].triggered.connect(self._on_sheet)
        actions["print"].triggered.connect(self._on_print)
        self._workspace.gallery_panel.selection_changed.connect(self._offer)
        self._workspace.details_panel.page.export_requested.connect(self._on_export)
        gallery.count_changed.connect(self._offer)
        self.desk.ended.connect(self._on_ended)
        self.desk.refused.connect(self._on_refused)

    def _offer(self) -> None:
        actions = self._workspace.actions_of
        actions["copy"].setEnabled(bool(self._spans()))
        for name in ("export", "contact_sheet", "print"):
            actions[name].setEnabled(self._parts.gallery.pictures > 0)

    # copying

    def _on_copy(self) -> None:
        selected = self.selected_times()
        times = selected[:MOST_GIVEN]
        if len(times) < len(selected):
            self._notices.show("copy", left_behind(len(times), len(selected)), "warning")
        else:
            self._notices.hide("copy")
        self._pictures.copy_these(partial(in_order, self._parts.history, times))

    # exporting

    def _on_export(self) -> None:
        self._with_times(self._open_export)

    def _on_sheet(self) -> None:
        self._with_times(self._made_sheets().open_sheet)

    def _on_print(self) -> None:
        self._with_times(self._made_sheets().open_print)

    def _made_sheets(self) -> Sheets:
        from imagestudio.ui.export.sheets import Sheets

        if self._sheets is None:
            self._sheets = Sheets(self._parts, self._make_exporter, self._workspace.window())
            self._sheets.work_ready.connect(self.start)
        return self._sheets

    def _with_times(self, done: Callable[[Sequence[int]], None]) -> None:
        """What is selected, else everything that is found."""
        gallery = self._parts.gallery
        if times := self.selected_times():
            done(times)
        elif gallery.complete:
            done(gallery.listed.times[:])
        else:
            call = partial(_found, self._parts.history, gallery.search)
            self._parts.tasks.run(call, done, self._on_refused)

    def _open_export(self, times: Sequence[int]) -> None:
        from imagestudio.core.export import Choices
        from imagestudio.ui.export.export_dialog import ExportDialog

        parts = self._parts
        dialog = ExportDialog(
            times, parts.history, self._make_exporter, parts.tasks, parts.theme, self._workspace.window()
        )
        kept = parts.settings.get(_SETTING, {})
        dialog.set_choices(Choices.from_data(kept), str(kept.get("target", "")))
        dialog.chosen.connect(self._on_chosen)
        dialog.sheet_requested.connect(self._on_sheet)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, choices: Choices, target: Path) -> None:
        dialog = self.sender()
        times = dialog.times  # type: ignore[attr-defined]
        self._parts.settings.set(_SETTING, {**choices.to_data(), "target": str(target)})
        self.start(partial(_export, self._make_exporter, times, choices, target))

    def start(self, work: Work) -> None:
        """Let something be written, with its progress in the bottom line."""
        if self._line is None:
            from imagestudio.ui.export.export_line import ExportLine

            line = self._workspace.bottom_line
            self._line = ExportLine(self.desk, self._parts.theme, line)
            line.add_progress(self._line)
        self._line.start()
        self.desk.start(work)

    # how it went

    def _on_ended(self, report: ExportReport) -> None:
        from imagestudio.ui.export.report_text import report_text

        kind = "info" if report.is_whole or report.cancelled else "warning"
        printed = report.place == Path()
        shown = self.tr("&Show") if report.done and not printed else ""
        bar = self._notices.show("export", report_text(report), kind, shown)
        self._shown = report.first if report.first is not None else report.place
        bar.action_clicked.connect(self._on_show)

    def _on_show(self) -> None:
        if self._shown is not None:
            desktop.show_in_folder(self._shown)
        self._notices.hide("export")

    def _on_refused(self, error: ImageStudioError) -> None:
        if isinstance(error, RequestError):
            text = self.tr("Copies cannot lie in the library itself. Choose another place.")
            self._notices.show("export", text, "warning")
        else:
            self._notices.show_failure(error)


def _found(history: History, search: str) -> Sequence[int]:
    return history.times(search)


def _export(
    make_exporter: Callable[[], Exporter],
    times: Sequence[int],
    choices: Choices,
    target: Path,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> ExportReport:
    """Runs in the desk's thread."""
    return make_exporter().run(times, choices, target, progress, cancelled)
