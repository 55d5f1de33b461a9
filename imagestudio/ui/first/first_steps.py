"""Does what the welcome offers: an example in the editor, a first demo picture, a key."""

from __future__ import annotations

from PySide6.QtCore import QObject

from imagestudio.core.account import Account
from imagestudio.ui.first.welcome import example_prompts
from imagestudio.ui.workspace import Parts, Workspace


class FirstSteps(QObject):
    """Connects the welcome with the editor, the account and the commands."""

    def __init__(self, workspace: Workspace, parts: Parts) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._compose = workspace.compose_panel
        self._watch = parts.watch
        self._drawing = False  # a demo picture was asked for, and the account is not the demo's yet
        self._welcome = workspace.gallery_panel.view.empty_state
        self._welcome.prompt_chosen.connect(self._on_prompt_chosen)
        self._welcome.demo_requested.connect(self._on_demo_requested)
        self._welcome.key_requested.connect(workspace.actions_of["key"].trigger)
        self._watch.changed.connect(self._on_account_changed)
        self._show_ways(self._watch.account)

    def _on_prompt_chosen(self, prompt: str) -> None:
        if not self._compose.isVisible():
            self._workspace.actions_of["toggle_compose"].trigger()
        self._compose.prompt_edit.set_prompt(prompt)
        self._compose.prompt_edit.setFocus()

    def _on_demo_requested(self) -> None:
        """Draw one, with what stands in the editor if something does."""
        if not self._compose.prompt_edit.prompt().strip():
            self._on_prompt_chosen(example_prompts()[0])
        self._drawing = True
        if self._is_demo(self._watch.account):
            self._draw()
        else:
            self._workspace.actions_of["demo"].setChecked(True)

    def _on_account_changed(self, account: Account) -> None:
        self._show_ways(account)
        if self._drawing and self._is_demo(account):
            self._draw()

    def _draw(self) -> None:
        self._drawing = False
        self._compose.generate()

    def _show_ways(self, account: Account | None) -> None:
        self._welcome.show_ways(account is None or account.is_demo)

    @staticmethod
    def _is_demo(account: Account | None) -> bool:
        return account is not None and account.is_demo
