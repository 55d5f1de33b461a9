"""The floor of a picture that comes: what must be done with an answer, and nothing else. Run, it draws it too."""

from __future__ import annotations

import base64
import http.client
import io
import json
import os
import sqlite3
import sys
import time
from pathlib import Path

from PIL import Image


def make_durable(content: bytes, path: Path) -> None:
    """A whole file under its name, or none: written, flushed, renamed, and the folder flushed."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def take_and_keep(base_url: str, key: str, folder: Path, count: int) -> None:
    """Ask a service for so many pictures at once, then take and keep one answer after the other."""
    import PIL.PngImagePlugin  # noqa: F401 - as our helpers have it when the answers come

    folder.mkdir()
    asked = [_ask(base_url, key) for _ in range(count)]
    for number, connection in enumerate(asked):
        answer = connection.getresponse().read()
        path = folder / str(number)
        make_durable(answer, path.with_suffix(".answer"))
        keep(answer.decode(), path)


def _ask(base_url: str, key: str) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(base_url.removeprefix("http://"))
    body = json.dumps({"model": "openai/gpt-image-1-mini", "prompt": "a fox in the snow", "response_format": "url"})
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/images/generations", body, headers)
    return connection


def keep(answer: str, path: Path) -> bytes:
    """The picture of an answer on the disk for good, decoded once, and both thumbnails; the small one."""
    content = base64.b64decode(json.loads(answer)["data"][0]["b64_json"])
    make_durable(content, path.with_suffix(".png"))
    with Image.open(io.BytesIO(content)) as opened:
        image = opened.convert("RGB")
    large = image.resize((512, 512), Image.Resampling.BICUBIC, reducing_gap=2.0)
    _jpeg(large)
    return _jpeg(large.resize((256, 256), Image.Resampling.BICUBIC))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def main() -> None:
    from PySide6.QtGui import QImage, QPainter, QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    app = QApplication([])
    database = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE states (name TEXT)")

    class Cell(QWidget):
        image = QImage()

        def paintEvent(self, _event: QPaintEvent) -> None:
            QPainter(self).drawImage(0, 0, self.image)

    cell = Cell()
    cell.resize(1280, 800)
    cell.show()
    app.processEvents()
    durable: list[float] = []
    committed: list[float] = []
    shown: list[float] = []
    for number, name in enumerate(sys.argv[2:]):
        answer = json.dumps({"data": [{"b64_json": base64.b64encode(Path(name).read_bytes()).decode()}]})
        began = time.perf_counter()
        make_durable(answer.encode(), folder / f"{number}.answer")
        durable.append((time.perf_counter() - began) * 1000)
        small = keep(answer, folder / str(number))
        database.execute("INSERT INTO states VALUES ('done')")
        committed.append((time.perf_counter() - began) * 1000)
        cell.image = QImage.fromData(small, "JPEG").scaled(192, 192)  # type: ignore[arg-type]
        cell.repaint()
        shown.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(json.dumps({"durable": durable, "committed": committed, "shown": shown}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
