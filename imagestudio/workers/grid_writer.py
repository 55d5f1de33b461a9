"""A grid as a PDF or as one picture, with its labels; what is still missing stays empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import sqrt
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from imagestudio.core.errors import DiskError, Failure, ImageStudioError
from imagestudio.core.export import Exporter, ExportReport, Progress, Refused
from imagestudio.core.grid import Grid
from imagestudio.core.grid_cells import Place
from imagestudio.core.grid_paper import GridPage, in_one, on_paper
from imagestudio.core.record import Record
from imagestudio.core.sheet import usual_ratio
from imagestudio.workers.grid_painter import GridPainter, Words
from imagestudio.workers.paper import free_place, refusal, save_image
from imagestudio.workers.priority import give_way

_WHAT = "The grid"
_DPI = 200
_MM = 25.4
_PICTURE_DOTS = 512 / 60.0  # to the millimetre: a cell of 512 pixels
_MOST_PIXELS = 64_000_000
_LONGEST_SIDE = 30_000
_SHARP = 2048
_THREADS = 2
_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}

Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Finished:
    """A grid as it is given away: its words, and the picture of each cell that has one."""

    grid: Grid
    words: Words
    pictures: Mapping[Place, Record]


class GridWriter:
    """Writes one grid; runs in a worker thread."""

    def __init__(self, finished: Finished, exporter: Exporter, progress: Progress, cancelled: Cancelled) -> None:
        self._finished = finished
        self._exporter = exporter
        self._progress = progress
        self._cancelled = cancelled
        self._refused: list[Refused] = []
        self._done = 0
        self._ratio = usual_ratio(list(finished.pictures.values()))

    def write(self, target: Path, paper: tuple[float, float]) -> ExportReport:
        """As PDF on this paper (millimetres), or as one PNG or JPEG, by its name. Raises LibraryError."""
        kind = _KINDS.get(target.suffix.casefold())
        return self._pdf(target, paper) if kind is None else self._picture(target, kind)

    def _pdf(self, target: Path, paper: tuple[float, float]) -> ExportReport:
        pages = on_paper(self._finished.grid, paper, self._ratio)
        place = free_place(target)
        file = QSaveFile(str(place))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise refusal(file, _WHAT)
        writer = QPdfWriter(file)
        writer.setResolution(_DPI)
        writer.setCreator("Image Studio")
        writer.setTitle(self._finished.grid.name)
        size = QPageSize(QSizeF(pages[0].width, pages[0].height), QPageSize.Unit.Millimeter)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        painter = QPainter()
        if not painter.begin(writer):
            raise DiskError("The paper cannot be painted on.")
        try:
            for number, page in enumerate(pages):
                if number and not writer.newPage():
                    raise DiskError("The next page could not be begun.")
                self._paint(painter, page, _DPI / _MM)
        finally:
            painter.end()
        whole = not self._cancelled()
        if whole and not file.commit():
            raise refusal(file, _WHAT)
        return self._report(place, whole)

    def _picture(self, target: Path, kind: str) -> ExportReport:
        page = in_one(self._finished.grid, self._ratio)
        dots = _dots(page)
        image = QImage(round(page.width * dots), round(page.height * dots), QImage.Format.Format_RGB32)
        if image.isNull():
            raise DiskError(f"{_WHAT} could not be written: there is not enough memory for so large a picture.")
        image.fill(QColor("white"))
        painter = QPainter(image)
        try:
            self._paint(painter, page, dots)
        finally:
            painter.end()
        whole, place = not self._cancelled(), free_place(target)
        if whole:
            save_image(image, place, kind, _WHAT)
        return self._report(place, whole)

    def _paint(self, painter: QPainter, page: GridPage, dots: float) -> None:
        """One page; pictures come part after part, so that there are never more in memory than a row needs."""
        paint = GridPainter(painter, self._finished.words, dots)
        paint.heading(page)
        for part in page.parts:
            paint.labels(part)
            for number, row in enumerate(part.rows):
                places = [(part.section, row, column) for column in part.columns]
                boxes = part.cells[number * len(part.columns) : (number + 1) * len(part.columns)]
                edge = min(_SHARP, max(16, round(max(boxes[0].width, boxes[0].height) * dots)))
                for box, image in zip(boxes, self._images(places, edge), strict=True):
                    paint.cell(box, image)

    def _images(self, places: Sequence[Place], edge: int) -> list[QImage | None]:
        """The pictures of these cells; None for what is missing, or cannot be read."""
        records = [None if self._cancelled() else self._finished.pictures.get(place) for place in places]
        with ThreadPoolExecutor(_THREADS, "grid", give_way) as pool:
            read = list(pool.map(partial(self._read, edge=edge), records))
        return [self._taken(record, image) for record, image in zip(records, read, strict=True)]

    def _read(self, record: Record | None, edge: int) -> QImage | ImageStudioError | None:
        if record is None:
            return None
        try:
            return QImage.fromData(self._exporter.small_copy(record, edge))
        except ImageStudioError as error:
            return error

    def _taken(self, record: Record | None, image: QImage | ImageStudioError | None) -> QImage | None:
        if record is None or image is None:
            return None
        if isinstance(image, ImageStudioError):
            failure = image.failure
            self._refused.append(Refused(record.id, Failure(failure.kind, image.said, failure.charge)))
        else:
            self._done += 1
        self._progress(self._done + len(self._refused), len(self._finished.pictures))
        return None if isinstance(image, ImageStudioError) else image

    def _report(self, place: Path, whole: bool) -> ExportReport:
        total, refused = len(self._finished.pictures), tuple(self._refused)
        if not whole:
            return ExportReport(place, total, 0, refused, cancelled=True)
        return ExportReport(place, total, self._done, refused, first=place)


def _dots(page: GridPage) -> float:
    """How many dots to the millimetre a picture of this page can have."""
    fits = sqrt(_MOST_PIXELS / (page.width * page.height))
    return min(_PICTURE_DOTS, fits, _LONGEST_SIDE / max(page.width, page.height))
