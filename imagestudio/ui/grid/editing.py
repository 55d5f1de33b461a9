"""Changes to the grid that is shown: what is typed and pressed in holds at once, and is kept a moment later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

from imagestudio.core.catalog import Catalog
from imagestudio.core.grid import MOST_CELLS, PARAMETER_AXES, Axis, Grid, names_of, new_grid, with_values
from imagestudio.core.organisation import name_of
from imagestudio.core.styles import Style, Stylebook
from imagestudio.core.templates.lists import NO_LISTS, WordLists
from imagestudio.core.templates.template import Template
from imagestudio.core.times import now_us
from imagestudio.core.wording import Wording, plainly
from imagestudio.ui.compose.template_words import problem_text
from imagestudio.ui.grid.grid_shelf import GridShelf
from imagestudio.ui.grid.grid_words import name_from
from imagestudio.ui.grid.setup_panel import SetupPanel

_PAUSE_MS = 400
_MOST_CHARACTERS = 1_000_000  # of all prompts together


class Editing(QObject):
    """Makes the next grid of the one that is shown.

    Signals:
        changed(): the grid is another one now, or has changed.
    """

    changed = Signal()

    def __init__(
        self,
        setup: SetupPanel,
        shelf: GridShelf,
        catalog: Catalog,
        lists: Callable[[], WordLists | None],
        book: Callable[[], Stylebook],
        read_only: bool,
        parent: QObject | None = None,
    ) -> None:
        """`lists` are None until they are read."""
        super().__init__(parent)
        self._setup = setup
        self._shelf = shelf
        self._catalog = catalog
        self._lists = lists
        self._book = book
        self.read_only = read_only
        self.grid: Grid = new_grid("", {})
        self._touched = False
        self._awaits_lists = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        setup.typed.connect(self._on_typed)
        setup.chosen.connect(self._on_chosen)
        setup.placed.connect(self._on_placed)

    @property
    def kept(self) -> bool:
        """Whether the grid is in the library."""
        return self._shelf.has(self.grid.id)

    def open(self, grid: Grid) -> None:
        """Show this grid."""
        self._setup.flush()
        self.keep()
        self.grid, self._touched = grid, False
        self._setup.say("")
        self._setup.show_grid(grid, not self.read_only)
        self.changed.emit()

    def leave(self, following: Grid | None) -> None:
        """Let go of a grid that is removed, and show another one if there is one."""
        self._pause.stop()
        self.grid, self._touched = new_grid("", {}), False
        if following is not None:
            self.open(following)

    def begin(self, wording: Wording, model: str, parameters: dict[str, str | int]) -> None:
        """A new grid of what stands in the compose panel."""
        prompts = _prompts(wording.template, wording) if wording.is_sound else ("",)
        chosen = {str(axis): str(parameters.get(str(axis), "")) for axis in PARAMETER_AXES}
        style = "\x1f".join(each.name for each in wording.styles)
        values = {
            Axis.PROMPT: prompts,
            Axis.MODEL: (model,),
            Axis.STYLE: (style,),
            **{axis: (chosen[str(axis)],) for axis in PARAMETER_AXES},
        }
        others = {name: value for name, value in parameters.items() if name not in chosen}
        name = self._free(name_from(values[Axis.PROMPT]))
        grid = new_grid(name, values, typed=wording.typed.strip(), parameters=others, styles=wording.styles)
        self.open(self._possible(grid))
        if not wording.is_sound:
            self._on_typed(wording.typed)  # says why, or waits for the lists

    def lists_came(self) -> None:
        """What is typed can be understood now, where it waited for the lists."""
        if self._awaits_lists:
            self._on_typed(self._setup.prompt_edit.toPlainText())

    def rename(self, name: str) -> None:
        """Call it so, or as it was where that is no name."""
        wanted = name_of(name)
        if wanted and wanted != self.grid.name:
            self._change(replace(self.grid, name=self._free(wanted)))

    def keep(self, *, always: bool = False) -> None:
        """Put it into the library where it was changed, or whenever there is anything to it."""
        self._pause.stop()
        wanted = always or self._touched
        if wanted and not self.read_only and self.grid.axes and not self.grid.is_too_much:
            self._shelf.save(self.grid)

    # what the person does

    def _on_typed(self, text: str) -> None:
        lists = self._lists()
        self._awaits_lists = lists is None and "__" in text
        if self._awaits_lists:
            self._setup.say(self.tr("One moment …"))
            return
        template = Template(text, lists or NO_LISTS) if plainly(text).is_waiting else None
        if template is not None and not template.is_sound:
            problem = next(each for each in template.problems if each.is_error)
            self._setup.say(problem_text(text, problem), wrong=True)
            return
        if template is not None and min(template.count, MOST_CELLS) * template.longest > _MOST_CHARACTERS:
            self._setup.say(self.tr("That is more text than a grid can hold."), wrong=True)
            return
        prompts = _prompts(template, Wording(text))
        said = self.tr("%n prompt(s)", "", len(prompts)) if len(prompts) > 1 else ""
        self._setup.say(problem_text(text, template.problems[0]) if template and template.problems else said)
        was, named = self.grid, with_values(replace(self.grid, typed=text.strip()), Axis.PROMPT, prompts)
        if was.name == name_from(was.values.get(Axis.PROMPT, ())) or not self.kept:
            named = replace(named, name=self._free(name_from(prompts)))
        self._change(named)

    def _on_chosen(self, axis: Axis, values: tuple[str, ...]) -> None:
        grid = with_values(self.grid, axis, values)
        if axis is Axis.STYLE:
            grid = replace(grid, styles=self._styles(values))
        self._change(self._possible(grid) if axis is Axis.MODEL else grid)

    def _on_placed(self, axis: Axis, place: int) -> None:
        self._change(self.grid.moved(axis, place))

    def _change(self, grid: Grid) -> None:
        if grid == self.grid:
            return
        self.grid, self._touched = replace(grid, changed=now_us()), True
        self._setup.show_grid(self.grid, not self.read_only)
        self.changed.emit()
        self._pause.start()

    # what follows from it

    def _styles(self, values: Sequence[str]) -> tuple[Style, ...]:
        """The texts of these styles as they are now, or as they were where they are there no more."""
        known = {style.name: style for style in (*self.grid.styles, *self._book().styles)}
        names = dict.fromkeys(name for value in values for name in names_of(value))
        return tuple(known[name] for name in names if name in known)

    def _possible(self, grid: Grid) -> Grid:
        """Without sizes and the like that none of the models has."""
        specs = [spec for model in grid.values[Axis.MODEL] if (spec := self._catalog.get(model)) is not None]
        for axis in PARAMETER_AXES:
            parameters = [parameter for spec in specs if (parameter := spec.parameter(str(axis))) is not None]
            values = [value for value in grid.values[axis] if any(each.accepts(value) for each in parameters)]
            if parameters and not values:
                values = [str(parameters[0].default)]
            grid = with_values(grid, axis, values or grid.values[axis])
        return grid

    def _free(self, name: str) -> str:
        """The name, with a number where another grid has it."""
        taken = {grid.name.casefold() for grid in self._shelf.grids if grid.id != self.grid.id}
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} {number}"
        return free


def _prompts(template: Template | None, wording: Wording) -> tuple[str, ...]:
    """Each prompt once; one more than there may be cells, where there are too many."""
    if template is None:
        return (wording.typed.strip(),)
    drawn = wording.sample is not None and wording.sample < template.count
    texts = template.sample(wording.sample or 1, wording.seed) if drawn else template.prompts()
    return tuple(dict.fromkeys(text.strip() for text in islice(texts, MOST_CELLS + 1)))
