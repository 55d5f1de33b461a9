"""What the library's disk refuses of what was paid for, saved where the command line was told to, or else for now."""

from __future__ import annotations

import tempfile
from pathlib import Path

from imagestudio.core.errors import DiskError
from imagestudio.core.sinks import PatientSink
from imagestudio.library.elsewhere import write_new


class SaveElsewhere:
    """Saves into the output folder, else into the temporary one, and says where; nobody is there to make room."""

    def __init__(self, output: Path | None) -> None:
        self._output = output

    async def save(self, unwritten: PatientSink) -> None:
        """Raises UnwrittenError, which names the place."""
        for folder in (self._output, Path(tempfile.gettempdir())):
            if folder is None:
                continue
            try:
                unwritten.saved_to = str(write_new(folder.absolute(), unwritten))
                break
            except DiskError:
                continue
        raise unwritten.why_unwritten()
