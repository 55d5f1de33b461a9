"""The small window in which the selected pictures are tagged."""

from __future__ import annotations

from PySide6.QtCore import QObject

from imagestudio.core.organisation import Change
from imagestudio.ui.organise.chosen import Chosen
from imagestudio.ui.organise.organising import Organising
from imagestudio.ui.organise.popovers import TagsPopover
from imagestudio.ui.theme import Theme
from imagestudio.ui.workspace import Workspace


class Tagging(QObject):
    """Opens it at the pictures, keeps it true to what is selected, and carries out what is asked there."""

    def __init__(self, workspace: Workspace, chosen: Chosen, organising: Organising, theme: Theme) -> None:
        super().__init__(workspace)
        self._details = workspace.details_panel
        self._chosen = chosen
        self._organising = organising
        self.popover = TagsPopover(theme, workspace)
        self.popover.editor.add_requested.connect(self._on_add)
        self.popover.editor.remove_requested.connect(self._on_remove)
        self._details.page.surveyed.connect(self._on_surveyed)
        organising.names_changed.connect(self._on_names_changed)

    def open(self) -> None:
        self.popover.editor.set_known([tag.name for tag in self._organising.tags])
        self._show()
        self.popover.open_at(self._chosen.place, self.popover.editor.edit)

    def _show(self) -> None:
        survey = self._details.survey
        self.popover.show_tags(survey.tags, survey.pictures)

    def _on_surveyed(self) -> None:
        if self.popover.isVisible():
            self._show()

    def _on_add(self, tags: tuple[str, ...]) -> None:
        self._organising.change(Change(add_tags=tags), self._chosen.times)

    def _on_remove(self, tags: tuple[str, ...]) -> None:
        self._organising.change(Change(remove_tags=tags), self._chosen.times)

    def _on_names_changed(self) -> None:
        tags = [tag.name for tag in self._organising.tags]
        self.popover.editor.set_known(tags)
        self._details.set_known_tags(tags)
