"""Opens the palette, the settings and the about box, and lets what is chosen there hold at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QIcon

from imagestudio.core.catalog import ModelSpec
from imagestudio.ui.actions import Actions
from imagestudio.ui.commands.commands import Commands
from imagestudio.ui.commands.entry import Entry
from imagestudio.ui.commands.key_teacher import KeyTeacher
from imagestudio.ui.commands.overlay_actions import overlay_groups
from imagestudio.ui.look import ACCENT, SYSTEM, TEXT_SIZE, THEME, THEMES, Look
from imagestudio.ui.organise.organise_actions import MARKING
from imagestudio.ui.recent_libraries import RecentLibraries, name_of
from imagestudio.ui.settings.preferences import Preferences
from imagestudio.ui.viewer.chosen_keys import Scope
from imagestudio.ui.workspace import Parts, Workspace
from imagestudio.workers.task import TaskRunner

if TYPE_CHECKING:
    from imagestudio.ui.commands.palette import Palette
    from imagestudio.ui.first.about_dialog import AboutTexts
    from imagestudio.ui.settings.settings_dialog import SettingsDialog

_MARKED = (Scope.WINDOW, Scope.VIEWER, Scope.COMPARE, Scope.GRID)  # where pictures are rated and picked by keys
_LOOKS = frozenset({THEME, ACCENT, TEXT_SIZE})
MAX_RUNNING, USUAL_RUNNING = "max_running", 4


class CommandHost(QObject):
    """Answers the commands that find commands, and those about the program itself.

    The windows it opens are imported and made when they are asked for first.
    """

    def __init__(
        self,
        workspace: Workspace,
        parts: Parts,
        organise: Mapping[str, QAction],
        look: Look,
        places: Sequence[tuple[str, Path]],
        read_about: Callable[[], AboutTexts],
        logo: QIcon,
    ) -> None:
        """`places` are what the about box names: the library, the settings, the log; `read_about` reads files."""
        super().__init__(workspace)
        self._workspace = workspace
        self._parts = parts
        self._look = look
        self._places = places
        self._read_about = read_about
        self._logo = logo
        self.preferences = Preferences(parts.settings, self)
        self.commands = Commands(parts.settings, self)
        self._palette: Palette | None = None
        self._settings: SettingsDialog | None = None
        self._libraries: RecentLibraries | None = None
        for group, actions in workspace.actions_of.groups():
            self.commands.add(group, actions)
        self.commands.add(self.tr("Organise"), organise, dict.fromkeys(MARKING, _MARKED))
        self._teacher = KeyTeacher(self.commands, workspace.window(), self)
        self._connect(workspace.actions_of)

    def _connect(self, actions: Actions) -> None:
        actions["palette"].triggered.connect(self._on_palette)
        actions["settings"].triggered.connect(lambda: self.show_settings())
        actions["limits"].triggered.connect(lambda: self.show_settings("spending"))
        actions["shortcuts"].triggered.connect(lambda: self.show_settings("keys"))
        actions["about"].triggered.connect(self._on_about)
        self.preferences.changed.connect(self._on_preference_changed)

    def begin(self) -> None:
        """All commands of the window are known: take in those of what lies over it, and let chosen keys be heard."""
        for over in overlay_groups(self):
            self.commands.add(over.title, over.actions, dict.fromkeys(over.actions, over.scopes))
        self._teacher.begin()

    def offer_libraries(self, libraries: RecentLibraries) -> None:
        """Let others be opened by their names, and one be chosen for the start."""
        self._libraries = libraries

    # the palette

    def _on_palette(self) -> None:
        from imagestudio.ui.commands.palette import Palette

        if self._palette is None:
            parts = self._parts
            self._palette = Palette(self.entries, parts.settings, parts.theme, self._workspace)
        self._palette.open()

    def entries(self) -> list[Entry]:
        """Everything that can be done from the palette."""
        own = [one for one in self.commands.entries() if one.name != "palette"]
        more = (self._whole_pictures(), self._models(), self._looks(), self._pages(), self._other_libraries())
        return [*own, *chain.from_iterable(more)]

    def _whole_pictures(self) -> list[Entry]:
        button = self._workspace.gallery_panel.bar.whole_button
        text, group = self.tr("Show whole pictures"), self.tr("View")
        keys = button.shortcut().toString()
        return [Entry("whole_pictures", text, group, button.click, keys, checked=button.isChecked())]

    def _models(self) -> list[Entry]:
        panel = self._workspace.compose_panel
        chosen, group = panel.spec(), self.tr("Model")
        return [
            self._model(one, group, chosen is not None and one.id == chosen.id) for one in self._parts.catalog.models
        ]

    def _model(self, spec: ModelSpec, group: str, chosen: bool) -> Entry:
        choose = partial(self._workspace.compose_panel.choose_model, spec.id)
        return Entry(f"model:{spec.id}", self.tr("Use {0}").format(spec.name), group, choose, checked=chosen)

    def _looks(self) -> list[Entry]:
        texts = (self.tr("Light or dark as the system"), self.tr("Dark window"), self.tr("Light window"))
        now, group = self.preferences.get(THEME, SYSTEM), self.tr("Appearance")
        return [
            Entry(f"theme:{theme}", text, group, partial(self.preferences.set, THEME, theme), checked=theme == now)
            for theme, text in zip(THEMES, texts, strict=True)
        ]

    def _pages(self) -> list[Entry]:
        from imagestudio.ui.settings.pages import page_titles

        group = self.tr("Settings")
        return [
            Entry(f"settings:{name}", self.tr("Settings: {0}").format(title), group, partial(self.show_settings, name))
            for name, title in page_titles()
        ]

    def _other_libraries(self) -> list[Entry]:
        if self._libraries is None:
            return []
        group, text, open_ = self.tr("Library"), self.tr("Open the library {0}"), self._libraries.open
        return [
            Entry(f"library:{path}", text.format(name_of(path)), group, partial(open_, path))
            for path in self._libraries.recent
        ]

    # the settings

    def show_settings(self, page: str = "") -> None:
        """Open the settings, on this page if one is named."""
        if self._settings is None:
            self._settings = self._make_settings()
        self._settings.show_page(page)

    def _make_settings(self) -> SettingsDialog:
        from imagestudio.ui.settings.assembly import settings_dialog

        window, theme = self._workspace.window(), self._parts.theme
        libraries = self._libraries.known if self._libraries is not None else []
        return settings_dialog(self.preferences, self.commands, theme, window, libraries)

    def _on_preference_changed(self, name: str) -> None:
        if name in _LOOKS:
            self._look.apply()
            self._look.changed.emit()
        elif name == MAX_RUNNING:
            self._parts.queue.allow(self.preferences.get(MAX_RUNNING, USUAL_RUNNING))

    # the about box

    def _on_about(self) -> None:
        tasks: TaskRunner = self._parts.tasks
        tasks.run(self._read_about, self._show_about)

    def _show_about(self, texts: AboutTexts) -> None:
        from PySide6.QtCore import Qt

        from imagestudio.ui.first.about_dialog import AboutDialog

        dialog = AboutDialog(self._logo, self._places, texts, self._workspace.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
