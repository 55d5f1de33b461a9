"""What becomes of our own mistakes while the window is open: into the log, and once of each kind before the person."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from imagestudio import __version__
from imagestudio.core.errors import DiskError, ImageStudioError
from imagestudio.core.machine import fault_of_machine, lacks_part
from imagestudio.profile.log import Log
from imagestudio.profile.report import bug_report, end_report, kind_of
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.dialogs.bug_dialog import BugDialog
    from imagestudio.ui.notices import Notices

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")
_MOST_SHOWN = 5
_MOST_LOGGED = 20  # of one kind: one that comes with every paint must not push everything else out of the log

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Bugs(QObject):
    """Hears of every exception nobody caught, in any thread, and of what Qt complains of.

    Signals:
        _happened(BaseException): emitted in any thread, heard in the window's.
    """

    _happened = Signal(object)

    def __init__(self, log: Log, window: QWidget) -> None:
        """Listens from now on, until `close`."""
        super().__init__(window)
        self._log = log
        self._window = window
        self._dialog: BugDialog | None = None
        self._counts: dict[str, int] = {}
        self._shown: set[str] = set()
        self._writer = TaskRunner(1, self)
        self._prompts: Callable[[], Iterable[str]] = tuple
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._qt_before: Any = qInstallMessageHandler(_log_message)

    def close(self) -> None:
        """Leave it to Python and Qt again."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        self._writer.close()

    def heed_prompts(self, prompts: Callable[[], Iterable[str]]) -> None:
        """`prompts` gives what is written and looked at in the window, which no report shall show either."""
        self._prompts = prompts

    def tell_of_last_end(self, notices: Notices) -> None:
        """Where a fault ended the program before this start, say so quietly and offer the report."""
        if faults := self._log.take_faults():
            text = self.tr(
                "Image Studio ended unexpectedly last time. Pictures and jobs are on the disk, and what was paid for "
                "is listed under Jobs."
            )
            bar = notices.show("end", text, "warning", self.tr("S&ee the report…"))
            bar.action_clicked.connect(partial(self._show_last_end, faults, notices))

    def _show_last_end(self, faults: str, notices: Notices) -> None:
        notices.hide("end")
        self._show(end_report(faults, __version__, self._log.written(), self._log.secrets), "")
        if self._dialog is not None and not self._shown:
            self._dialog.call_it_an_end()

    # where bugs come from; each may be called in any thread

    def _on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if isinstance(error, Exception):
            self._take(error)
        else:  # Ctrl+C, or the interpreter ends
            self._before[0](kind, error, traceback)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, Exception):
            self._take(arguments.exc_value)

    def _on_unraisable(self, unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, Exception):
            self._take(unraisable.exc_value)

    def _take(self, error: Exception) -> None:
        kind = kind_of(error)
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= _MOST_LOGGED:
            if threading.current_thread() is threading.main_thread():
                self._remember_prompts()
            _log.error("A bug, met %s times so far", count, exc_info=error)
        if count == 1:
            self._happened.emit(error)

    def _remember_prompts(self) -> None:
        try:
            for prompt in self._prompts():
                self._log.secrets.add_prompt(prompt)
        except Exception as worse:  # the bug itself is still told of
            _log.error("What the window shows is not known: %s", type(worse).__name__)

    # before the person

    def _on_happened(self, error: Exception) -> None:
        kind = kind_of(error)
        if kind in self._shown or len(self._shown) >= _MOST_SHOWN:
            return
        self._shown.add(kind)
        try:
            report = bug_report(error, __version__, self._log.recent(), self._log.secrets)
            self._show(report, fault_of_machine(error), lacks_part(error))
        except Exception as worse:  # a dialog that fails must not be shown by a dialog
            self._shown.update(str(number) for number in range(_MOST_SHOWN))
            _log.error("The report of a bug cannot be shown", exc_info=worse)

    def _show(self, report: str, fault: str, of_program: bool = False) -> None:
        from imagestudio.ui.dialogs.bug_dialog import BugDialog

        if self._dialog is None:
            self._dialog = BugDialog(self._window)
            self._dialog.save_requested.connect(self._on_save_requested)
            self._dialog.destroyed.connect(self._on_dialog_gone)
        self._dialog.add_report(report, fault, of_program)
        self._dialog.show()

    def _on_dialog_gone(self) -> None:
        self._dialog = None

    def _on_save_requested(self, path: Path) -> None:
        if self._dialog is not None:
            self._writer.run(partial(_save, path, self._dialog.report()), self._on_saved, self._on_not_saved)

    def _on_saved(self, path: Path) -> None:
        if self._dialog is not None:
            self._dialog.tell(self.tr("The report is saved as {0}.").format(path))

    def _on_not_saved(self, error: ImageStudioError) -> None:
        if self._dialog is not None:
            self._dialog.tell(self.tr("The report could not be saved: {0}").format(error.said))


def _save(path: Path, report: str) -> Path:
    try:
        path.write_text(report, encoding="utf-8")
    except OSError as error:
        raise DiskError(error.strerror or "the disk refused") from error
    return path


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What Qt has to say goes to the log; after a fatal one the process ends, and faulthandler says where."""
    category = getattr(context, "category", None)
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category or "default", message)
