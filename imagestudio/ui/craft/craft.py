"""What the compose panel can beyond plain words: templates, styles, earlier prompts; made after the first screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from imagestudio.core.errors import ImageStudioError
from imagestudio.core.keeping import Keepers
from imagestudio.core.origin import Origin
from imagestudio.core.styles import Stylebook
from imagestudio.core.templates.lists import WordLists
from imagestudio.core.wording import Asked, Wording
from imagestudio.ui.compose.till import USUAL_CAP
from imagestudio.ui.craft.choice_row import ChoiceRow
from imagestudio.ui.craft.completing import Completing
from imagestudio.ui.craft.marks import TemplateMarks
from imagestudio.ui.craft.memory import PromptMemory
from imagestudio.ui.craft.prompts_line import PromptsLine
from imagestudio.ui.craft.provenance import Provenance
from imagestudio.ui.craft.reading import Reading
from imagestudio.ui.craft.recall import Recall
from imagestudio.ui.craft.shelves import ListShelf, StyleShelf
from imagestudio.ui.main_window import MainWindow
from imagestudio.ui.notices import Notices
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.craft.pickers import Pickers

TEMPLATE_CAP = "template_cap"


class Craft(QObject):
    """Connects everything that is about words with the panel; it is the panel's Reader."""

    def __init__(self, window: MainWindow, workspace: Workspace, parts: Parts, notices: Notices, keepers: Keepers):
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._parts = parts
        self._notices = notices
        self.panel = panel = workspace.compose_panel
        self._runner = TaskRunner(1, self)  # one after the other, so that the last that was written is what stays
        self.list_shelf = ListShelf(keepers.lists, self._runner, self)
        self.style_shelf = StyleShelf(keepers, self._runner, self)
        self.memory = PromptMemory(keepers.earlier, parts.tasks, self)
        self.reading = Reading(self)
        self.tools = panel.prompt_tools
        self.styles = panel.prompt_tools.styles
        self.choice = ChoiceRow(parts.theme)
        self.prompts_line = PromptsLine(parts.theme)
        self.marks = TemplateMarks(panel.prompt_edit, parts.theme)
        self.recall = Recall(panel.prompt_edit, self.memory, parts.theme)
        self.completing = Completing(panel.prompt_edit, self.memory, parts.theme)
        self.provenance = Provenance(panel.prompt_edit, self.reading, self.styles, self.choice)
        self._pickers: Pickers | None = None
        self._place()
        self._restore()
        self._connect()
        panel.ask_above(self._cap)
        panel.read_with(self)
        self.come_back()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whoever comes back to the window may have edited a list or a style elsewhere."""
        if event.type() is QEvent.Type.WindowActivate:
            self.come_back()
        return False

    def come_back(self) -> None:
        """Read lists and styles anew."""
        for shelf in (self.list_shelf, self.style_shelf):
            shelf.load()

    # what the panel asks

    def read(self, text: str, now: bool = False) -> Wording:
        return self.reading.read(text, now)

    def bring_back(self, prompt: str, origin: Origin) -> None:
        self.provenance.bring_back(prompt, origin)

    def lineage(self) -> tuple[tuple[str, ...], str]:
        return self.provenance.lineage()

    @property
    def pickers(self) -> Pickers:
        """What is opened from here: lists to choose from, and dialogs; imported when the first is wanted."""
        if self._pickers is None:
            from imagestudio.ui.craft.pickers import Pickers

            self._pickers = Pickers(self, self._parts.theme)
        return self._pickers

    def close(self) -> None:
        """Keep what was written last, and wait until that is on the disk."""
        if self._pickers is not None:
            self._pickers.close()
        self._runner.finish()

    # building

    def _place(self) -> None:
        box = self.panel.prompt_box
        for place, line in enumerate((self.provenance.variation_line, self.provenance.template_line)):
            box.below.insertWidget(place, line)
        for widget in (self.prompts_line, self.choice):
            box.below.addWidget(widget)
        more_button = self.tools.more_button
        more_button.setMenu(self._workspace.actions_of.words_menu(more_button))

    def _restore(self) -> None:
        """As it was left."""
        state = self._window.state
        self.choice.choose(state.sample or None, state.seed or None)
        self.reading.choose_styles(self.styles.on)
        self.reading.choose(self.choice.sample, self.choice.seed)

    def _connect(self) -> None:
        panel, actions = self.panel, self._workspace.actions_of
        self.list_shelf.changed.connect(self._on_lists)
        self.style_shelf.changed.connect(self._on_book)
        self.styles.changed.connect(self._on_styles)
        self.choice.changed.connect(self._on_choice)
        self.reading.changed.connect(panel.prompt_box.changed)
        panel.worded.connect(self._on_worded)
        panel.sample_requested.connect(self._on_sample_requested)
        panel.generate_requested.connect(self._on_generate_requested)
        self._window.keeping.connect(self._on_keeping)
        for failing in (self.list_shelf, self.style_shelf, self.memory):
            failing.failed.connect(self._on_failed)
        self.styles.more_requested.connect(self._on_style)
        self.styles.edit_requested.connect(self._on_edit_style)
        self.tools.history_button.clicked.connect(self._on_recall)
        actions["recall"].triggered.connect(self._on_recall)
        actions["snippet"].triggered.connect(self._on_snippet)
        actions["style"].triggered.connect(self._on_style)
        actions["styles"].triggered.connect(self._on_edit_styles)
        actions["word_lists"].triggered.connect(self._on_word_lists)
        actions["vary"].triggered.connect(self._on_vary)

    def _cap(self) -> int:
        return int(self._parts.settings.get(TEMPLATE_CAP, USUAL_CAP))

    # what happens

    def _on_lists(self, lists: WordLists) -> None:
        self.recall.lists = self.completing.lists = lists
        self.reading.set_lists(lists)

    def _on_book(self, book: Stylebook) -> None:
        self.styles.heed(book)
        self.reading.set_book(book)

    def _on_styles(self) -> None:
        self.reading.choose_styles(self.styles.on)

    def _on_choice(self) -> None:
        self.reading.choose(self.choice.sample, self.choice.seed)

    def _on_worded(self, wording: Wording) -> None:
        self.provenance.heed(wording)
        if wording.is_waiting:
            return  # what is shown stays until it is understood
        self.marks.show_template(wording.template)
        self.prompts_line.show_wording(wording)
        self.choice.show_wording(wording)

    def _on_sample_requested(self, size: int) -> None:
        self.choice.choose(size)

    def _on_generate_requested(self, asked: list[Asked]) -> None:
        template = asked[0].origin.template
        self.memory.add(template or asked[0].request.prompt, is_template=bool(template))

    def _on_failed(self, error: ImageStudioError) -> None:
        if self._pickers is None or not self._pickers.show_failure(error):
            self._notices.show_failure(error)

    def _on_keeping(self) -> None:
        self._window.state = replace(
            self._window.state,
            styles=self.styles.names,
            styles_off=[name for name in self.styles.names if name not in self.styles.on],
            sample=self.choice.sample or 0,
            seed=self.choice.seed,
        )

    # commands

    def _unfolded(self) -> None:
        if not self.panel.isVisible():
            self._workspace.actions_of["toggle_compose"].trigger()

    def _on_recall(self) -> None:
        self._unfolded()
        self.recall.open(self.panel.prompt_edit)

    def _on_snippet(self) -> None:
        self._unfolded()
        self.pickers.open_snippets()

    def _on_style(self) -> None:
        self._unfolded()
        self.pickers.open_styles()

    def _on_edit_style(self, name: str) -> None:
        self.pickers.edit_style(name)

    def _on_edit_styles(self) -> None:
        self.pickers.edit_style()

    def _on_word_lists(self) -> None:
        self.pickers.edit_list()

    def _on_vary(self) -> None:
        """The same again in the editor, linked to this picture, to be changed."""
        if (record := self._workspace.details_panel.record) is None:
            return
        self.panel.use(record.request, record.origin)
        self.provenance.vary(record)
        self._unfolded()
        self.panel.prompt_edit.setFocus()
