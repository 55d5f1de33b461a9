"""The real program in a process of its own, which tells on its standard output how it is whenever it is asked.

`python -m tests.front_door_child --second …` is a second start as the desktop makes it, which only has more patience.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from imagestudio import app, instance, visitors
from imagestudio.__main__ import main
from imagestudio.arguments import WindowArguments
from imagestudio.ui.dialogs.notice import NoticeBar


class Driven(app.Start):
    """A start that answers a line `state` with JSON, does `hide`, `generate PROMPT` and `open URL`, and else leaves."""

    def __init__(self, arguments: WindowArguments, parent: QObject) -> None:
        super().__init__(arguments, parent)
        self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._on_readable)
        self._rest = ""

    def _on_readable(self) -> None:
        piece = os.read(sys.stdin.fileno(), 65_536)
        *lines, self._rest = (self._rest + piece.decode()).split("\n")
        for line in lines or ([] if piece else ["quit"]):
            self._hear(*line.partition(" ")[::2])

    def _hear(self, word: str, rest: str) -> None:
        if word == "state":
            sys.stdout.write(json.dumps(self._state()) + "\n")
            sys.stdout.flush()
        elif word == "hide":
            self.window.hide()
        elif word == "generate" and self.studio is not None:
            panel = self.studio.workspace.compose_panel
            panel.options_form.set_values({"quality": "low"})
            panel.prompt_edit.setPlainText(rest)
            panel.generate()
        elif word == "open" and (application := QApplication.instance()) is not None:
            QApplication.sendEvent(application, QFileOpenEvent(QUrl(rest)))  # as macOS does
        else:
            self._ear.setEnabled(False)
            self.window.close()
            QApplication.quit()

    def _state(self) -> dict[str, Any]:
        door = self._filling._door if self._filling is not None else None
        if self.studio is None or door is None:
            return {"ready": False}
        studio = self.studio
        panel = studio.workspace.compose_panel
        return {
            "ready": True,
            "listening": door.doorway._door is not None,
            "read_only": studio.read_only,
            "prompt": panel.prompt_edit.prompt(),
            "model": panel.model_combo.currentData(),
            "values": panel.options_form.values(),
            "count": panel.count_stepper.value(),
            "jobs": len(studio.parts.queue.jobs),
            "pictures": studio.parts.gallery.pictures,
            "title": self.window.windowTitle(),
            "notices": [bar.text() for bar in studio.workspace.findChildren(NoticeBar) if bar.isVisible()],
            "recent": [str(path) for path in door.libraries.recent],
            "visible": self.window.isVisible(),
            "accent": studio.parts.theme.tokens.accent,
        }


if __name__ == "__main__":
    # A busy machine may stop either side for longer than a person would like to wait.
    instance.PATIENCE_S = float(os.environ.get("HAND_OVER_S", "60"))
    visitors.PATIENCE_MS = 600_000
    arguments = sys.argv[1:]
    if arguments[:1] == ["--second"]:
        sys.exit(main(arguments[1:]))
    app.Start = Driven  # type: ignore[misc]
    sys.exit(main(arguments))
