"""A link fills the editor: says so, says what of it was left out, and lets the person bring back what stood there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from imagestudio.core.catalog import Catalog, Value
from imagestudio.core.link import Link, Unused, Why, fit, read_link
from imagestudio.ui.compose.compose_panel import ComposePanel
from imagestudio.ui.notices import Notices

_SUBJECT = "link"
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the editor."""

    prompt: str
    model: str
    values: Mapping[str, Value]
    count: int


class LinkFilling(QObject):
    """Puts into the editor what links say; it has no way to send anything."""

    def __init__(self, panel: ComposePanel, catalog: Catalog, notices: Notices) -> None:
        super().__init__(panel)
        self._panel = panel
        self._catalog = catalog
        self._notices = notices
        self._before: Written | None = None

    def fill(self, links: Sequence[str]) -> bool:
        """Fill the editor with the first of these links; whether anything of it could be used."""
        if not links:
            return False
        link = fit(read_link(links[0]), self._catalog, str(self._panel.model_combo.currentData() or ""))
        if link.fills:
            self._before = self._written()
            self._write(link)
        self._tell(link, len(links) - 1)
        return link.fills

    def _written(self) -> Written:
        panel = self._panel
        return Written(
            panel.prompt_edit.prompt(),
            str(panel.model_combo.currentData() or ""),
            panel.options_form.values(),
            panel.count_stepper.value(),
        )

    def _write(self, link: Link) -> None:
        panel = self._panel
        if link.model:
            panel.choose_model(link.model)
        if link.values:
            panel.options_form.set_values({**panel.options_form.values(), **link.values})
        if link.count is not None:
            panel.count_stepper.set_value(link.count)
        if link.prompt is not None:
            panel.prompt_edit.set_prompt(link.prompt)

    def _tell(self, link: Link, more: int) -> None:
        said = [
            self.tr("A link has filled the editor. Nothing is sent until you press Generate.")
            if link.fills
            else self.tr("A link was opened, but nothing of it can be used. Nothing was changed or sent.")
        ]
        if link.unused:
            said.append(self.tr("Left out: {0}.").format("; ".join(self._told(link.unused))))
        if more:
            said.append(self.tr("%n more link(s) left out: one at a time fills the editor.", "", more))
        action = self.tr("&Undo") if link.fills else ""
        bar = self._notices.show(_SUBJECT, " ".join(said), "warning" if link.unused else "info", action)
        bar.action_clicked.connect(self._on_undo)

    def _told(self, unused: Sequence[Unused]) -> list[str]:
        told = [self._reason(one) for one in unused[:_MOST_TOLD]]
        return told if len(unused) <= _MOST_TOLD else [*told, self.tr("and more")]

    def _reason(self, unused: Unused) -> str:
        reason = {
            Why.ACTION: self.tr("it asks for something that links cannot do"),
            Why.UNKNOWN: self.tr("links cannot set this"),
            Why.TWICE: self.tr("it is there twice, the first counts"),
            Why.TOO_LONG: self.tr("it is too long"),
            Why.NOT_OFFERED: self.tr("it is not offered here"),
            Why.NO_COUNT: self.tr("it is no number of pictures"),
            Why.UNREADABLE: self.tr("it cannot be read"),
        }[unused.why]
        name = f"{unused.name} “{unused.value}”" if unused.value else unused.name or self.tr("the link")
        return self.tr("{0} ({1})").format(name, reason)

    def _on_undo(self) -> None:
        before, self._before = self._before, None
        self._notices.hide(_SUBJECT)
        if before is None:
            return
        panel = self._panel
        panel.choose_model(before.model)
        panel.options_form.set_values(before.values)
        panel.count_stepper.set_value(before.count)
        panel.prompt_edit.set_prompt(before.prompt)
