"""Shown when something that was paid for cannot be written: what it means, and a way to save it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QWidget

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.sinks import PatientSink
from imagestudio.ui.dialogs.fitting import fit_height
from imagestudio.ui.dialogs.question import lay_out_question
from imagestudio.workers.rescue_desk import RescueDesk
from imagestudio.workers.task import TaskRunner

_WIDTH = 480


def choose_folder(parent: QWidget) -> str:
    """The folder the person picks, or nothing."""
    return QFileDialog.getExistingDirectory(parent)


class RescueDialog(QDialog):
    """Follows the rescue desk; closes by itself when nothing is in memory only any more.

    Signals:
        lose_chosen: the person leaves knowing that what is in memory is lost; only offered when leaving.
        saved_elsewhere(str): everything is in files there now.
    """

    lose_chosen = Signal()
    saved_elsewhere = Signal(str)

    def __init__(
        self,
        desk: RescueDesk,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        leaving: bool = False,
        choose: Callable[[QWidget], str] = choose_folder,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._choose = choose
        self._leaving = leaving
        self._title = QLabel(self)
        self._meaning = QLabel(self)
        self._problem = QLabel(self)
        self.save_button = QPushButton(self.tr("&Save to another folder…"), self)
        self.close_button = QPushButton(self.tr("S&tay") if leaving else self.tr("&Keep trying"), self)
        self.lose_button = QPushButton(self)
        self._build_layout()
        self._connect_signals()
        self._on_changed()

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Not written yet"))
        self.setAccessibleName(self.windowTitle())
        self.lose_button.setVisible(self._leaving)
        said = ((self._title, "title"), (self._problem, "value"), (self._meaning, "note"))
        lay_out_question(self, _WIDTH, said, (self.lose_button, self.close_button, self.save_button))
        self.save_button.setDefault(True)

    def _connect_signals(self) -> None:
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.reject)
        self.lose_button.clicked.connect(self._on_lose)
        self._desk.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        unsaved = self._desk.unsaved
        if not unsaved:
            self.accept()
            return
        self._title.setText(self.tr("%n paid picture(s) could not be saved", "", len(unsaved)))
        self._meaning.setText(self._meaning_text(len(unsaved)))
        self._show_problem(unsaved[0].refused.said if unsaved[0].refused else "")

    def _meaning_text(self, count: int) -> str:
        if count == 1:
            kept = self.tr(
                "It was paid for and is only in the memory of Image Studio so far, which goes on trying to write it "
                "to the library: make room on its disk, or save it to another folder."
            )
            lost = self.tr("If you leave now, it is lost for good.")
        else:
            kept = self.tr(
                "They were paid for and are only in the memory of Image Studio so far, which goes on trying to write "
                "them to the library: make room on its disk, or save them to another folder."
            )
            lost = self.tr("If you leave now, they are lost for good.")
        self.lose_button.setText(self.tr("&Lose it and leave") if count == 1 else self.tr("&Lose them and leave"))
        return f"{kept}\n\n{lost}" if self._leaving else kept

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        fit_height(self)

    def _on_save(self) -> None:
        if folder := self._choose(self):
            self.save_button.setEnabled(False)
            self._tasks.run(partial(self._desk.save_elsewhere, Path(folder)), self._on_saved, self._on_not_saved)

    def _on_saved(self, saved: list[tuple[PatientSink, str]]) -> None:
        self.save_button.setEnabled(True)
        if saved:
            self.saved_elsewhere.emit(str(Path(saved[0][1]).parent))
        self._desk.note_saved(saved)

    def _on_not_saved(self, error: ImageStudioError) -> None:
        self.save_button.setEnabled(True)
        self._show_problem(error.said)

    def _on_lose(self) -> None:
        self.accept()
        self.lose_chosen.emit()
