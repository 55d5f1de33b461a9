"""What is done and seen while looks are taken: names of pictures with the keys that lead there and back."""

from __future__ import annotations

Step = tuple[str, tuple[str, ...], tuple[str, ...]]

# what is seen, the keys that lead there and back; "=text" is typed, ">text" a command
EMPTY: tuple[Step, ...] = (
    ("welcome", (), ()),
    ("key", ("ctrl+shift+k",), ("Escape",)),
    ("settings", ("ctrl+comma",), ()),
    ("settings-2", ("Tab", "Down"), ()),
    *((f"settings-{number}", ("Down",), ()) for number in range(3, 6)),
    ("settings-search", ("ctrl+f", "=color"), ("Escape", "Escape")),
    ("about", (">About",), ("Escape",)),
    ("palette", ("ctrl+k",), ()),
    ("palette-search", ("=pic",), ("Escape",)),
    ("template", ("ctrl+l", "=A {red|green|blue} fox in __animals__ {", "ctrl+Home"), ("ctrl+l", "ctrl+a", "Delete")),
    ("grid", ("ctrl+l", "=A {red|green|blue} fox", "ctrl+alt+Return"), ("Escape", "ctrl+l", "ctrl+a", "Delete")),
    ("nothing-found", ("ctrl+f", "=nothing at all"), ("Escape", "Escape")),
    ("styles", ("ctrl+shift+y",), ("Escape",)),
    ("word-lists", ("ctrl+shift+l",), ("Escape",)),
    ("menu", ("alt+l",), ("Escape",)),
)
BUSY: tuple[Step, ...] = (
    ("running", ("ctrl+l", "=A fox in a misty forest", "ctrl+Return", "ctrl+Return", "ctrl+Return"), ()),
    ("jobs", ("ctrl+j",), ()),
    ("quit", ("ctrl+q",), ("Escape", "Escape")),
    ("again", ("ctrl+Return",), ()),
)
FULL: tuple[Step, ...] = (
    ("gallery", ("ctrl+g", "Home", "Right", "Down"), ()),
    ("several", ("shift+Right", "shift+Right"), ("Home",)),
    ("search", ("ctrl+f", "=mo"), ()),
    ("found", ("=del:mini fox rating:>2 ",), ("Escape", "Escape", "Escape")),
    ("places", ("ctrl+shift+g",), ("Escape",)),
    ("filter", ("ctrl+shift+e",), ("Escape",)),
    ("arrange", ("ctrl+shift+s",), ("Escape",)),
    ("months", ("ctrl+shift+m",), ("Escape",)),
    ("menu", ("ctrl+g", "Home", "Right", "Menu"), ("Escape",)),
    ("viewer", ("Return",), ()),
    ("viewer-info", ("i",), ()),
    ("viewer-keys", ("question",), ("Escape", "i", "Escape")),
    ("compare", ("ctrl+g", "shift+Right", "shift+Right", "shift+Right", "c"), ("Escape",)),
    ("export", ("ctrl+g", "Home", "shift+Right", "ctrl+e"), ("Escape",)),
    ("contact-sheet", ("ctrl+g", "shift+Right", "ctrl+shift+p"), ("Escape",)),
    ("tags", ("ctrl+g", "Home", "F2"), ("Escape",)),
    ("rated", ("ctrl+g", "Home", "5"), ("ctrl+z",)),
    ("deleted", ("ctrl+g", "Delete"), ("ctrl+z",)),
    ("wins", ("ctrl+shift+w",), ("Escape",)),
    ("spending", ("ctrl+shift+b", "wait"), ("Escape",)),
    ("palette", ("ctrl+k",), ("Escape",)),
    ("recall", ("ctrl+r",), ("Escape",)),
    ("edit", ("ctrl+g", "Home", ">Edit this"), ("Escape", "Escape")),
    ("extend", ("ctrl+g", "Home", ">Extend this"), ("Escape",)),
)
EXPLORING: tuple[Step, ...] = (
    ("template", ("ctrl+l", "=A {red|blue} fox in a misty forest, {watercolour|photograph}"), ()),
    ("grid-new", ("ctrl+alt+Return",), ()),
    ("grid-making", ("ctrl+Return",), ()),
    ("grid-made", (*("Tab",) * 8, "plus"), ("Escape",)),
    ("repeat", ("ctrl+l", "ctrl+a", "=A red fox in a misty forest, watercolour", "ctrl+Return"), ("Escape",)),
    ("mask", ("ctrl+g", "Home", "e"), ()),
    ("mask-made", ("drag",), ("Return",)),
    ("edit", ("ctrl+l", "ctrl+a", "=a small boat"), ()),
    ("edit-made", ("ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("drift", ("d", "wait"), ("Escape",)),
    ("locked", ("shift+l", "wait", "ctrl+g", "Home"), ()),
    ("final", ("m",), ("Return", "wait")),
    ("extend", ("ctrl+g", "Home", "shift+e"), ("Escape",)),
    ("family", ("ctrl+g", "Home", "l"), ("Escape",)),
    ("spending", ("ctrl+shift+b",), ("Escape",)),
    ("limits", ("ctrl+alt+l",), ("Escape",)),
    ("menu", ("ctrl+g", "Home", "Menu"), ("Escape",)),
    ("main-menu", ("F10",), ("Escape",)),
)
OFFLINE: tuple[Step, ...] = (
    ("failed", ("ctrl+l", "=A fox", "ctrl+Return", "wait"), ()),
    ("details", ("ctrl+g", "Home"), ()),
    ("jobs", ("ctrl+j",), ()),
)
REFUSING: tuple[Step, ...] = (
    ("refused", ("ctrl+l", "=A castle the service does not like", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("poor", ("ctrl+l", "ctrl+a", "=A lighthouse", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("patience", ("ctrl+l", "ctrl+a", "=A harbour", "ctrl+Return", *("wait",) * 3, "ctrl+g", "Home"), ()),
    ("broken", ("ctrl+l", "ctrl+a", "=A bridge", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("unknown", ("ctrl+l", "ctrl+a", "=A tram", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("key", ("ctrl+l", "ctrl+a", "=A market", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
    ("jobs", ("ctrl+j",), ()),
)
LIMITED: tuple[Step, ...] = (
    ("asked", ("ctrl+l", "=A castle by the sea", "ctrl+Return"), ("Escape",)),
    ("kept", ("ctrl+g", "Home"), ()),
    ("stopped", ("ctrl+l", "ctrl+a", "=A house {by|on|under} the {sea|hill}", "ctrl+Return"), ("Escape",)),
    ("jobs", ("ctrl+j",), ()),
)
FULL_DISK: tuple[Step, ...] = (
    ("rescue", ("ctrl+l", "=A fox", "ctrl+Return", "wait", "wait"), ()),
    ("rescue-folder", ("Return",), ("Escape", "Escape")),
    ("waiting", ("ctrl+g", "Home"), ()),
    ("leaving", ("ctrl+q",), ()),
)
LITTLE_ROOM: tuple[Step, ...] = (
    ("opened", (), ()),
    ("failed", ("ctrl+l", "=A fox", "ctrl+Return", "wait", "ctrl+g", "Home"), ()),
)
LOCKED_KEY: tuple[Step, ...] = (
    ("asking", (), ()),
    ("offer", ("wait", "wait", "wait", "aside"), ()),
)
ODD_FILES: tuple[Step, ...] = (
    ("done", (), ()),
    ("report", ("alt+e",), ()),
    ("report-row", ("Tab", "Tab"), ("Escape",)),
    ("choose", ("ctrl+i",), ("Escape",)),
    ("choose-folder", ("ctrl+alt+i",), ("Escape",)),
    *((f"foreign-{number}", ("ctrl+g", "Home", *("Right",) * number), ()) for number in range(8)),
    ("several", ("ctrl+g", "Home", "shift+End"), ()),
    ("viewer-info", ("ctrl+g", "Home", "Return", "i"), ("i", "Escape")),
)
MANY_FILES: tuple[Step, ...] = (
    ("going-on", (), ()),
    ("quit", ("ctrl+q",), ("Escape",)),
    ("later", ("wait",), ()),
)
LEFT_FILES: tuple[Step, ...] = (("offered", (), ()), ("going-on", ("alt+o",), ()))
DAMAGED: tuple[Step, ...] = (
    *((f"mending-{number}", (), ()) for number in range(4)),
    ("mended", ("wait",), ()),
)
ONLY_LOOKING: tuple[Step, ...] = (
    ("opened", (), ()),
    ("details", ("ctrl+g", "Home"), ()),
    ("menu", ("ctrl+g", "Home", "Menu"), ("Escape",)),
    ("generate", ("ctrl+l", "=A fox", "ctrl+Return"), ()),
    ("palette", ("ctrl+k", "=ta"), ("Escape",)),
)
PRINT: tuple[Step, ...] = (
    ("sheet", ("ctrl+g", "Home", *("shift+Right",) * 9, "ctrl+shift+p", "wait"), ()),
    ("sheet-filled", ("=Spring campaign, second round: hero pictures for the landing page", "alt+r", "wait"), ()),
    ("sheet-lying", ("alt+o", "Down", "wait"), ("alt+o", "Up", "Escape")),
    ("one", ("ctrl+g", "Home", "ctrl+p", "wait"), ()),
    ("printer", ("alt+i", "wait"), ("Escape",)),
    ("saving", ("ctrl+g", "Home", "ctrl+shift+p", "alt+s"), ("Escape", "Escape")),
)
WORD_LISTS: tuple[Step, ...] = (
    ("lists", ("ctrl+shift+l",), ()),
    ("long", ("End", "Up", "Up"), ()),
    ("named", (*("Tab",) * 3, "ctrl+a", "=animals", "Tab"), ()),
    ("deleted", (*("shift+Tab",) * 2, "space"), ("Escape",)),
    ("template", ("ctrl+l", "=A __animals__ in __places/europe__, {watercolour|photograph}", "Escape"), ()),
    ("unknown", ("ctrl+a", "=A __animal__ in __nowhere__", "Escape"), ()),
    ("completing", ("ctrl+a", "=A __pal"), ("Escape",)),
)
