"""Where a template for names is written: its fields can be put in by a menu, and what is wrong is told below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from imagestudio.core.naming import FIELDS, TemplateError, parse_template
from imagestudio.ui.theme import set_role
from imagestudio.ui.tokens import SPACE_S, SPACE_XS

_LONGEST = 400


class NameField(QWidget):
    """A line for the template.

    Signals:
        changed: the template is another one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.insert_button = QPushButton(self.tr("&Insert"), self)
        self._told = QLabel(self)
        self._build_layout()
        self.edit.textChanged.connect(self._on_changed)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def problem(self) -> TemplateError | None:
        """What is wrong with it, if anything is."""
        try:
            parse_template(self.text())
        except TemplateError as error:
            return error
        return None

    def told(self) -> str:
        return self._told.text()

    def _build_layout(self) -> None:
        self.edit.setAccessibleName(self.tr("Name of the files"))
        self.edit.setMaxLength(_LONGEST)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setMinimumHeight(self._told.fontMetrics().height() * 2)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.insert_button.setAutoDefault(False)
        self.insert_button.setMenu(self._menu())
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addWidget(self.insert_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(row)
        column.addWidget(self._told)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        meanings = {
            "date": self.tr("Date"),
            "time": self.tr("Time"),
            "model": self.tr("Model"),
            "quality": self.tr("Quality"),
            "size": self.tr("Size"),
            "prompt": self.tr("Prompt"),
            "rating": self.tr("Rating"),
            "n": self.tr("Number"),
            "id": self.tr("Id"),
        }
        for name in FIELDS:
            field = "{prompt:40}" if name == "prompt" else f"{{{name}}}"
            action = menu.addAction(f"{meanings[name]}\t{field}")
            action.setData(field)
        menu.triggered.connect(self._on_field)
        return menu

    def _on_field(self, action: object) -> None:
        self.edit.insert(action.data())  # type: ignore[attr-defined]
        self.edit.setFocus()

    def _on_changed(self) -> None:
        problem = self.problem()
        set_role(self._told, "danger" if problem is not None else "hint")
        self._told.setText(self._hint() if problem is None else self._say(problem))
        self.changed.emit()

    def _hint(self) -> str:
        text = self.tr("{0} takes 40 characters of the prompt. No file is replaced: a second one of a name gets -2.")
        return text.replace("{0}", "{prompt:40}")

    def _say(self, problem: TemplateError) -> str:
        place = problem.place + 1
        character = problem.value[problem.place : problem.place + 1] if isinstance(problem.value, str) else ""
        match problem.why:
            case "empty":
                return self.tr("Write a name, for instance {0}").format("{date}_{n}")
            case "long":
                return self.tr("The name is too long: up to 300 characters are read.")
            case "open":
                return self.tr("The {0} at character {1} is not closed. Write {2} for the sign itself.").format(
                    "{", place, "{{"
                )
            case "closed":
                return self.tr("The {0} at character {1} closes nothing. Write {2} for the sign itself.").format(
                    "}", place, "}}"
                )
            case "length":
                return self.tr("At character {0} a number from 1 to 200 is expected.").format(place)
            case "field":
                fields = " ".join(f"{{{name}}}" for name in FIELDS)
                return self.tr("The field at character {0} is not known. There are {1}").format(place, fields)
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        return self.tr("“{0}” at character {1} cannot stand in a file's name.").format(shown, place)
