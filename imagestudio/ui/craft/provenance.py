"""Where what stands in the editor comes from: a picture's template or only its prompt, and the picture it varies."""

from __future__ import annotations

from PySide6.QtCore import QObject

from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin, Task
from imagestudio.core.record import Record
from imagestudio.core.templates.escaping import escaped
from imagestudio.core.templates.lists import NO_LISTS
from imagestudio.core.wording import Wording
from imagestudio.ui.compose.prompt_edit import PromptEdit
from imagestudio.ui.craft.choice_row import ChoiceRow
from imagestudio.ui.craft.reading import Reading
from imagestudio.ui.craft.source_line import SourceLine
from imagestudio.ui.craft.style_row import StyleRow
from imagestudio.ui.details.facts import moment_text


class Provenance(QObject):
    """Brings back what pictures were made of, and remembers which one is varied."""

    def __init__(self, edit: PromptEdit, reading: Reading, styles: StyleRow, choice: ChoiceRow) -> None:
        super().__init__(edit)
        self._edit = edit
        self._reading = reading
        self._styles = styles
        self._choice = choice
        self._prompt = ""
        self._origin: Origin = UNKNOWN_ORIGIN
        self._whole = True
        self._shown: str | None = None
        self._varied: Record | None = None
        self.template_line = SourceLine()
        self.variation_line = SourceLine()
        self.template_line.clicked.connect(self._on_other_way)
        self.variation_line.clicked.connect(self._on_no_variation)

    def bring_back(self, prompt: str, origin: Origin) -> None:
        """Show what a picture was made of: its template with styles and choice where it has one, else its prompt."""
        self._on_no_variation()
        self._prompt, self._origin = prompt, origin
        self._show(whole=bool(origin.template))

    def vary(self, record: Record) -> None:
        """What is asked for from now on continues this picture."""
        self._varied = record
        text = self.tr("Varies the picture of {0}.").format(moment_text(record.time))
        self.variation_line.say(text, self.tr("Not a variation"))

    def lineage(self) -> tuple[tuple[str, ...], str]:
        """The picture that is varied, and what for."""
        return ((), "") if self._varied is None else ((self._varied.id,), Task.VARIATION.value)

    def heed(self, wording: Wording) -> None:
        """The offer of the other way holds as long as nothing is changed."""
        if self._shown is not None and wording.typed != self._shown:
            self._shown = None
            self.template_line.say("", "")

    def _show(self, whole: bool) -> None:
        origin, self._whole, self._shown = self._origin, whole, None
        lists = self._reading.lists or NO_LISTS
        text = origin.template if whole else escaped(self._prompt, lists)
        self._edit.set_prompt(text)
        self._styles.choose(origin.styles if whole else ())
        self._choice.choose(origin.sample if whole else None, origin.seed if whole else None)
        self._shown = self._edit.prompt()
        self._say()

    def _say(self) -> None:
        if not self._origin.template:
            self.template_line.say("", "")
        elif not self._whole:
            self.template_line.say(self.tr("Only the prompt of this picture."), self.tr("What it was made of"))
        else:
            gone = [name for name in self._origin.styles if name not in self._styles.names]
            said = self.tr("What this picture was made of.")
            if gone:
                lost = self.tr("No longer there: {0}.").format(", ".join(gone))
                said = f"{said} {lost}"
            self.template_line.say(said, self.tr("Only its prompt"))

    def _on_other_way(self) -> None:
        self._show(whole=not self._whole)
        self._edit.setFocus()

    def _on_no_variation(self) -> None:
        self._varied = None
        self.variation_line.say("", "")
