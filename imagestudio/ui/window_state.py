"""How the window was left, so that it comes back so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from imagestudio.ui.column_widths import side_widths

if TYPE_CHECKING:
    from imagestudio.core.ports import Settings

_NAME = "window"


@dataclass(frozen=True)
class WindowState:
    """Sizes in device-independent pixels; `geometry` is Qt's, as base64."""

    geometry: str = ""
    compose_width: int = 340
    details_width: int = 312
    jobs_height: int = 252
    compose_shown: bool = True
    details_shown: bool = True
    jobs_shown: bool = False
    more_shown: bool = False
    thumbnail_size: int = 192
    whole_pictures: bool = False
    prompt: str = ""
    model: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    styles: list[str] = field(default_factory=list)
    styles_off: list[str] = field(default_factory=list)
    sample: int = 0  # how many prompts of a template are drawn; 0 are all of them
    seed: int = 0
    references: int = 0  # how many pictures the next edit starts from; which ones the library keeps

    def sides(self, room: int) -> tuple[int, int]:
        """The widths of compose and details in a window so wide; 0 where one is folded, or has no room."""
        left = self.compose_width if self.compose_shown else 0
        return side_widths(room, left, self.details_width if self.details_shown else 0)

    def with_geometry(self, geometry: str) -> WindowState:
        return replace(self, geometry=geometry)


def load_state(settings: Settings) -> WindowState:
    """The state that was kept; what is not of the right type is as in a new window."""
    kept = settings.get(_NAME, {})
    fresh = WindowState()
    values = {}
    for item in fields(WindowState):
        default = getattr(fresh, item.name)
        value = kept.get(item.name, default)
        values[item.name] = value if isinstance(value, type(default)) else default
    return WindowState(**values)


def keep_state(settings: Settings, state: WindowState) -> None:
    settings.set(_NAME, asdict(state))
