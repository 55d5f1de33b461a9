"""The line below the editor that says what is wrong with what is typed, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from imagestudio.ui.theme import set_role

if TYPE_CHECKING:
    from imagestudio.core.templates.template import Template


class PromptNote(QLabel):
    """A sentence, there only while there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "danger")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_problem(self, text: str) -> None:
        """Say why it cannot be sent; nothing where the text is empty."""
        self._show(text, "danger")

    def show_template(self, template: Template | None) -> None:
        """Say what is wrong with a template, else what should be seen, else nothing."""
        problems = template.problems if template is not None else ()
        if template is None or not problems:
            self._show("", "danger")
            return
        from imagestudio.ui.compose.template_words import problem_text

        worst = next((problem for problem in problems if problem.is_error), problems[0])
        self._show(problem_text(template.text, worst), "danger" if worst.is_error else "label")

    def _show(self, text: str, role: str) -> None:
        set_role(self, role)
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))
