"""Where the person gives Image Studio a key, tests it, and takes it away again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.errors import ImageStudioError, KeyringLockedError, NoKeyringError
from imagestudio.core.money import Money
from imagestudio.core.ports import Credentials, KeyStatus
from imagestudio.ui.desktop import open_link
from imagestudio.ui.dialogs.fitting import fit_height, low_area
from imagestudio.ui.dialogs.key_guide import KEY_PAGE, KeyGuide
from imagestudio.ui.dialogs.key_work import PATIENCE_MS, KeyWork
from imagestudio.ui.error_text import describe
from imagestudio.ui.focus_ring import FocusRing
from imagestudio.ui.theme import Theme, set_role
from imagestudio.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from imagestudio.ui.widgets import Spinner, hairline
from imagestudio.workers.task import TaskRunner

_WIDTH = 520
_SECRET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class KeyDialog(QDialog):
    """Explains how to get a key, keeps it in the keyring, and says where it is kept; nothing here ever waits.

    Signals:
        key_changed: another key is in force now, or none.
    """

    key_changed = Signal()

    def __init__(
        self,
        credentials: Credentials,
        test: Callable[[str], Money],
        tasks: TaskRunner,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        keyring_tasks: TaskRunner | None = None,
        open_url: Callable[[str], bool] = open_link,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._open_url = open_url
        self._work = KeyWork(credentials, test, tasks, keyring_tasks or tasks, patience_ms, self)
        self._status: KeyStatus | None = None
        self.key_edit = QLineEdit(self)
        self.guide = KeyGuide(self)
        self.session_button = QPushButton(self.tr("&Use for this session only"), self)
        self.remove_button = QPushButton(self.tr("&Remove key"), self)
        self.test_button = QPushButton(self.tr("&Test key"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self.save_button = QPushButton(self.tr("&Save key"), self)
        self._reveal = QAction(self)
        self._spinner = Spinner(theme, 16, self)
        self._told = QLabel(self)
        self._kept = QLabel(self)
        self._build_layout()
        self._connect_signals()
        self._on_theme_changed()
        self._ring = FocusRing(theme, self)
        self._on_key_edited()
        self._ask_status()

    def told(self) -> str:
        """What the line under the field says."""
        return self._told.text()

    def kept(self) -> str:
        """What is said of where the key is kept."""
        return self._kept.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def done(self, result: int) -> None:
        """Close at once, whatever the keyring does; what was typed is forgotten."""
        self._work.give_up()
        self.key_edit.clear()
        super().done(result)

    # building

    def _build_layout(self) -> None:
        self.setWindowTitle(self.tr("Key"))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.guide)
        column.addSpacing(SPACE_M)
        column.addLayout(self._field())
        column.addWidget(hairline(self))
        column.addLayout(self._kept_row())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addWidget(low_area(column, self))
        layout.addSpacing(SPACE_M)
        layout.addLayout(self._buttons())
        self.setFixedWidth(_WIDTH)

    def _field(self) -> QVBoxLayout:
        self.key_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_edit.setInputMethodHints(_SECRET)
        self.key_edit.setMaxLength(2000)
        self.key_edit.setAccessibleName(self.tr("Key"))
        self.key_edit.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        label = QLabel(self.tr("&Key"), self)
        set_role(label, "label")
        label.setBuddy(self.key_edit)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._spinner)
        row.addWidget(self._told, 1)
        row.addWidget(self.session_button)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setMinimumHeight(44)  # two lines: what is told later moves nothing
        for hidden in (self._spinner, self.session_button):
            hidden.setVisible(False)
        self.session_button.setAutoDefault(False)
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        column.addWidget(label)
        column.addWidget(self.key_edit)
        column.addLayout(row)
        return column

    def _kept_row(self) -> QHBoxLayout:
        set_role(self._kept, "note")
        self._kept.setTextFormat(Qt.TextFormat.PlainText)
        self._kept.setWordWrap(True)
        self._kept.setMinimumHeight(44)
        self.remove_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self._kept, 1)
        row.addWidget(self.remove_button)
        return row

    def _buttons(self) -> QHBoxLayout:
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        self.save_button.setMinimumWidth(112)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for button in (self.test_button, self.close_button):
            set_role(button, "tall")
            button.setAutoDefault(False)
        row.addWidget(self.test_button)
        row.addStretch()
        for button in (self.close_button, self.save_button):
            row.addWidget(button)
        return row

    def _connect_signals(self) -> None:
        self.key_edit.textChanged.connect(self._on_key_edited)
        self._reveal.triggered.connect(self._on_reveal)
        self.guide.page_requested.connect(self._on_open_page)
        self.session_button.clicked.connect(self._on_use_for_session)
        self.remove_button.clicked.connect(self._on_remove)
        self.test_button.clicked.connect(self._on_test)
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self._work.status_known.connect(self._on_status_known)
        self._work.stored.connect(self._on_stored)
        self._work.deleted.connect(self._on_deleted)
        self._work.balance_known.connect(self._on_balance_known)
        self._work.status_refused.connect(self._on_status_refused)
        self._work.refused.connect(self._on_refused)
        self._work.slow.connect(self._on_slow)
        self._theme.changed.connect(self._on_theme_changed)

    # what is asked for

    def _key(self) -> str:
        return self.key_edit.text().strip()

    def _ask_status(self) -> None:
        if self._status is None:
            self._kept.setText(self.tr("Looking in the keyring…"))
        self._work.ask_status()

    def _on_save(self) -> None:
        self._tell(self.tr("Saving the key in the keyring…"), busy=True)
        self._work.store(self._key())

    def _on_use_for_session(self) -> None:
        self._work.keep_for_session(self._key())

    def _on_remove(self) -> None:
        self._tell(self.tr("Removing the key…"), busy=True)
        self._work.delete()

    def _on_test(self) -> None:
        self._tell(self.tr("Asking the service for the balance…"), busy=True)
        self._work.test(self._key())

    def _on_open_page(self) -> None:
        if not self._open_url(KEY_PAGE):
            self._tell(self.tr("No browser opened. The page is {0}").format(KEY_PAGE))

    # what is answered

    def _on_key_edited(self) -> None:
        typed = bool(self._key())
        known = self._status is not None and self._status.known
        self.save_button.setEnabled(typed)
        self.session_button.setEnabled(typed)
        self.test_button.setEnabled(typed or known)
        self.remove_button.setEnabled(known and self._status is not None and self._status.place != "environment")

    def _on_status_known(self, status: KeyStatus) -> None:
        self._show_status(status)
        if not self._work.busy and self._spinner.isVisible():
            self._tell("")  # it was slow, and is here

    def _show_status(self, status: KeyStatus) -> None:
        self._status = status
        texts = {
            "keyring": self.tr("A key is kept in the system's keyring."),
            "environment": self.tr("The key comes from the variable AIMLAPI_API_KEY and is changed there."),
            "session": self.tr("A key is kept for this session only; it is forgotten when Image Studio quits."),
        }
        none = self.tr("No key is known yet, so pictures are demo pictures.")
        self._kept.setText(texts.get(status.place, texts["keyring"]) if status.known else none)
        self._on_key_edited()

    def _on_stored(self, place: str) -> None:
        for_session = self.tr("✓ The key is used until Image Studio quits.")
        self.key_edit.clear()
        self._tell(for_session if place == "session" else self.tr("✓ The key is saved in the system's keyring."), "ok")
        self._changed(KeyStatus(True, place))

    def _on_deleted(self) -> None:
        self._tell(self.tr("✓ The key is removed."), "ok")
        self._changed(KeyStatus(False))

    def _changed(self, status: KeyStatus) -> None:
        self._show_status(status)
        self.key_changed.emit()
        if status.place != "session":
            self._ask_status()  # another key, the environment's for instance, may be in force

    def _on_balance_known(self, balance: Money) -> None:
        self._tell(self.tr("✓ The service accepts the key. Balance {0}").format(balance), "ok")

    def _on_status_refused(self, error: ImageStudioError) -> None:
        self._kept.setText(describe(error.failure).what)
        if not self._work.busy:
            self._on_refused(error)

    def _on_refused(self, error: ImageStudioError) -> None:
        told = describe(error.failure)
        no_keyring = isinstance(error, KeyringLockedError | NoKeyringError)
        text = f"{told.what} {told.remedy}" if no_keyring else f"{told.title}. {told.what}"
        self._tell(text, "danger", offer=no_keyring)

    def _on_slow(self, keyring: bool) -> None:
        if self._status is None:
            self._kept.setText(self.tr("The keyring has not said yet whether it holds a key."))
        text = self.tr("Still no answer from the service.")
        if keyring:
            text = self.tr("Still no answer. The keyring may be asking for its password in another window.")
        self._tell(text, busy=True, offer=keyring)

    def _tell(self, text: str, role: str = "label", busy: bool = False, offer: bool = False) -> None:
        self._told.setText(text)
        set_role(self._told, role)
        self._spinner.setVisible(busy)
        self.session_button.setVisible(offer)
        fit_height(self)

    def _on_reveal(self) -> None:
        hidden = self.key_edit.echoMode() is QLineEdit.EchoMode.Password
        self.key_edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        shown = self.key_edit.echoMode() is QLineEdit.EchoMode.Normal
        self._reveal.setText(self.tr("Hide the key") if shown else self.tr("Show the key"))
        self._reveal.setIcon(self._theme.icon("eye", "accent_text" if shown else "text2"))
