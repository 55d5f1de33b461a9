"""`dataclass` as the standard library has it, with its methods written when the first object is made.

Writing and compiling them takes half a millisecond a class, and the window has a hundred classes, of which the first
screen needs a few. There are no slots. Where `fields()` is asked of a class that has no object yet, take the other one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

_waiting: dict[type, tuple[dict[str, Any], dict[str, Any]]] = {}
_NOT_COPIED = ("__dict__", "__weakref__", "__init__")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """The options are those of the standard library."""
        options["slots"] = False

        def promise(cls: type) -> type:
            def first_init(self: object, *arguments: object, **named: object) -> None:
                _finish(cls)
                cls.__init__(self, *arguments, **named)

            _waiting[cls] = {name: value for name, value in vars(cls).items() if name not in _NOT_COPIED}, options
            cls.__init__ = first_init
            return cls

        return promise if cls is None else promise(cls)


def _finish(cls: type) -> None:
    """Give the class and those it comes from their methods; two threads may do so at once, to the same end."""
    for kind in reversed(cls.__mro__):
        if (waiting := _waiting.get(kind)) is not None:
            _complete(kind, *waiting)
            _waiting.pop(kind, None)


def _complete(cls: type, body: dict[str, Any], options: dict[str, Any]) -> None:
    """`__init__` comes last: until then nobody has an object."""
    make: Callable[..., type] = type(cls)
    model: type = dataclasses.dataclass(**options)(make(cls.__name__, cls.__bases__, dict(body)))
    for name, value in vars(model).items():
        if name not in _NOT_COPIED and body.get(name) is not value:
            setattr(cls, name, value)
    for name in (body.keys() - vars(model).keys()) & vars(cls).keys():
        delattr(cls, name)  # a field whose default is made anew for each object
    cls.__init__ = model.__init__  # type: ignore[misc]
