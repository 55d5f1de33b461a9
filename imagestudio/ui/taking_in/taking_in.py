"""Takes pictures in: by dropping and choosing, with progress, a report, and the rest of an earlier session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.record import Record
from imagestudio.core.taking_in import Reason, Report, TakingIn, Unfinished
from imagestudio.ui.finding.scope import EVERYTHING
from imagestudio.ui.notices import Notices
from imagestudio.ui.taking_in.drop_target import DropTarget, local_paths
from imagestudio.ui.taking_in.words import summary_of
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.taking_desk import TakingDesk

if TYPE_CHECKING:
    from imagestudio.ui.taking_in.taking_line import TakingLine

_SUBJECT, _LEFT = "taking-in", "taking-in-left"


class TakingInHost(QObject):
    """Hears the wish to take pictures in, and says what became of it.

    Signals:
        taken_in(list): these pictures (times) were taken in together, which can be undone.
    """

    taken_in = Signal(list)

    def __init__(self, workspace: Workspace, parts: Parts, notices: Notices, taking_in: TakingIn) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self._line: TakingLine | None = None
        self._report = Report()
        self._left: list[str] = []
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self.desk = TakingDesk(taking_in, self)
        self._target: DropTarget | None = None
        self._connect()

    def begin(self) -> None:
        """Let pictures be taken in, and look what an earlier session left."""
        self._target = DropTarget(self._workspace.gallery_panel, self._parts.theme)
        self._target.dropped.connect(self.take)
        view = self._workspace.gallery_panel.view
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), view)
        paste.setContext(Qt.ShortcutContext.WidgetShortcut)
        paste.activated.connect(self._on_paste)
        self._offer(True)
        self.desk.look()

    def close(self) -> None:
        self.desk.close()

    def take(self, paths: list[Path]) -> None:
        """Take these files, folders and ZIPs in."""
        self._notices.hide(_SUBJECT)
        self.desk.take(paths)

    def _connect(self) -> None:
        actions = self._workspace.actions_of
        actions["take_in"].triggered.connect(self._on_choose_files)
        actions["take_in_folder"].triggered.connect(self._on_choose_folder)
        self._offer(False)
        self.desk.began.connect(self._on_began)
        self.desk.taken.connect(self._on_taken)
        self.desk.ended.connect(self._on_ended)
        self.desk.failed.connect(self._on_failed)
        self.desk.found.connect(self._on_found)

    def _offer(self, possible: bool) -> None:
        for name in ("take_in", "take_in_folder"):
            self._workspace.actions_of[name].setEnabled(possible)

    # choosing

    def _on_paste(self) -> None:
        """Files that were copied in a file manager."""
        if paths := local_paths(QGuiApplication.clipboard().mimeData()):
            self.take(paths)
        else:
            self._notices.say(self.tr("There are no files on the clipboard."))

    def _on_choose_files(self) -> None:
        dialog = self._dialog(self.tr("Take in pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = self.tr("Pictures and ZIPs (*.png *.jpg *.jpeg *.webp *.zip)")
        dialog.setNameFilters([kinds, self.tr("All files (*)")])
        dialog.open()

    def _on_choose_folder(self) -> None:
        dialog = self._dialog(self.tr("Take in a folder with all pictures in it"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        """The system's own chooser, which holds up nothing."""
        dialog = QFileDialog(self._workspace, title)
        dialog.setDirectory(self._folder)  # which one that is not there is no hindrance to
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _on_chosen(self, names: list[str]) -> None:
        if names:
            self._folder = str(Path(names[0]).parent)
            self.take([Path(name) for name in names])

    # how it goes

    def _on_began(self) -> None:
        if self._line is None:
            from imagestudio.ui.taking_in.taking_line import TakingLine

            bottom = self._workspace.bottom_line
            self._line = TakingLine(self.desk, self._parts.theme, bottom)
            bottom.add_progress(self._line)
        self._line.start()

    def _on_taken(self, records: list[Record]) -> None:
        self._parts.gallery.add_records(records)

    def _on_ended(self, report: Report) -> None:
        self._report = report
        if report.times:
            self.taken_in.emit(report.times)
        if report.items:
            unusual = set(report.reasons) - {Reason.NO_PICTURE}  # a folder may hold anything
            kind = "warning" if unusual else "info"
            bar = self._notices.show(_SUBJECT, summary_of(report), kind, self.tr("D&etails…"))
            bar.action_clicked.connect(self._on_details)
        elif report.times or report.stopped:
            bar = self._notices.show(_SUBJECT, summary_of(report), "info", self.tr("Sho&w"))
            bar.action_clicked.connect(self._on_show)
            bar.action_button.setVisible(bool(report.times))
        else:
            self._notices.show(_SUBJECT, self.tr("There was no picture to take in."))

    def _on_failed(self, error: ImageStudioError) -> None:
        self._notices.show_failure(error)
        self.desk.look()

    def _on_details(self) -> None:
        from imagestudio.ui.taking_in.report_dialog import ReportDialog

        dialog = ReportDialog(self._report, self._workspace.window())
        dialog.show_requested.connect(self._on_show)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_show(self) -> None:
        """Select the newest of what was taken in, and bring it into sight."""
        self._notices.hide(_SUBJECT)
        panel, times = self._workspace.gallery_panel, self._report.times
        if not times:
            return
        if self._parts.gallery.row_of(max(times)) < 0:  # what is searched for hides it
            panel.show_scope(EVERYTHING)
        panel.select_record(max(times))
        panel.view.setFocus()

    # the rest of an earlier session

    def _on_found(self, found: list[Unfinished]) -> None:
        self._left = [unfinished.id for unfinished in found]
        done = sum(unfinished.done for unfinished in found)
        text = self.tr(
            "Taking pictures in did not come to its end: %n file(s) so far. Nothing is taken in twice.", "", done
        )
        bar = self._notices.show(_LEFT, text, "info", self.tr("G&o on"))
        bar.action_clicked.connect(self._on_go_on)
        bar.closed.connect(self._on_let_go)

    def _on_go_on(self) -> None:
        left, self._left = self._left, []
        self._notices.hide(_LEFT)
        self.desk.go_on(left)

    def _on_let_go(self) -> None:
        left, self._left = self._left, []
        self.desk.forget(left)
