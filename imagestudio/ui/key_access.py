"""Opens the key dialog, and tells the account when there is another key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from imagestudio.core.account import Account
from imagestudio.ui.dialogs.key_work import PATIENCE_MS
from imagestudio.ui.workspace import Parts, Workspace

if TYPE_CHECKING:
    from imagestudio.ui.dialogs.key_dialog import KeyDialog

_NO_PATIENCE_MS = 1  # it was waited for already


class KeyAccess(QObject):
    """Answers the commands about key and demo."""

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._dialog: KeyDialog | None = None
        self._demo = workspace.actions_of["demo"]
        self._demo.setChecked(parts.watch.demo_only)
        workspace.actions_of["key"].triggered.connect(self._on_key)
        self._demo.toggled.connect(parts.watch.use_demo)
        parts.watch.changed.connect(self._on_account_changed)

    def _on_key(self) -> None:
        from imagestudio.ui.dialogs.key_dialog import KeyDialog

        if self._dialog is None:
            parts = self._parts
            self._dialog = KeyDialog(
                parts.credentials,
                parts.test_key,
                parts.tasks,
                parts.theme,
                self._workspace.window(),
                keyring_tasks=parts.keyring_tasks,
                patience_ms=_NO_PATIENCE_MS if parts.watch.is_slow else PATIENCE_MS,
            )
            self._dialog.key_changed.connect(self._on_key_changed)
            self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def _on_key_changed(self) -> None:
        """Whoever gives a key wants to use it."""
        if self._demo.isChecked():
            self._demo.setChecked(False)
        else:
            self._parts.watch.look()

    def _on_finished(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_account_changed(self, _account: Account) -> None:
        self._demo.blockSignals(True)
        self._demo.setChecked(self._parts.watch.demo_only)
        self._demo.blockSignals(False)
