"""What this computer refused, where that and no mistake of ours is why an error was raised."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

_FAULTS = frozenset(
    {errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE}
)
_MOST_CAUSES = 10

PART_MISSING = (
    "This computer could not read a part of Image Studio itself: {}. Nothing is lost. Try again; if it comes back, "
    "look after its disk, or install Image Studio anew."
)


def fault_of_machine(error: BaseException) -> str:
    """What it refused, in the system's words; nothing where the error is a bug.

    A part of the program that the disk does not give comes as an ImportError: the refusal is what that came from, or
    the end of what the system's loader says of a part in machine code, which Python hands on as text only.
    """
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _FAULTS:
            return os.strerror(cause.errno)
        said = str(cause) if isinstance(cause, ImportError) else ""
        if reason := next((text for text in map(os.strerror, _FAULTS) if said.endswith(text)), ""):
            return reason
    return ""


def lacks_part(error: BaseException) -> bool:
    """Whether what it refused is a part of the program itself: nothing was begun with it, and nothing is lost."""
    if not fault_of_machine(error):
        return False
    return isinstance(error, ImportError) or _raised_in(error).startswith("<frozen importlib")


def _raised_in(error: BaseException) -> str:
    """The file of the innermost frame; the module traceback is not loaded by every start."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return "" if frame is None else frame.tb_frame.f_code.co_filename


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and where it is a failed import what that came from; what else meets a refusal may still be a bug."""
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield cause
        if not isinstance(cause, ImportError):
            return
        cause = cause.__cause__ or cause.__context__
