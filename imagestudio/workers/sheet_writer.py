"""Contact sheets as PDF, as PNG, or on a printer: page by page, never more than one page's pictures in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from imagestudio.core.errors import DiskError, Failure, ImageStudioError
from imagestudio.core.export import Exporter, ExportReport, Progress, Refused
from imagestudio.core.ports import History
from imagestudio.core.record import Record
from imagestudio.core.sheet import SheetChoices, SheetLayout, lay_out, usual_ratio
from imagestudio.workers.paper import free_place, refusal, save_image
from imagestudio.workers.priority import give_way
from imagestudio.workers.sheet_painter import PagePainter, Printed

_WHAT = "The contact sheet"
_DPI = 200
_MM = 25.4
_THREADS = 2
_LOOKED_AT = 200
_SHARP = 3000  # pixels, of the largest copy that is put on paper

Cancelled = Callable[[], bool]


class SheetWriter:
    """Makes contact sheets of a library's pictures; runs in a worker thread."""

    def __init__(self, history: History, exporter: Exporter) -> None:
        self._history = history
        self._exporter = exporter

    def pdf(
        self, times: Sequence[int], choices: SheetChoices, target: Path, progress: Progress, cancelled: Cancelled
    ) -> ExportReport:
        """One PDF. Raises LibraryError."""
        place = free_place(target)
        file = QSaveFile(str(place))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise refusal(file, _WHAT)
        writer = QPdfWriter(file)
        writer.setResolution(_DPI)
        writer.setCreator("Image Studio")
        writer.setTitle(choices.title)
        size = QPageSize(QSizeF(*choices.size), QPageSize.Unit.Millimeter)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        work = _Work(self, times, choices, choices.size, progress, cancelled)
        done = work.onto(writer, _DPI / _MM)
        if done and not file.commit():
            raise refusal(file, _WHAT)
        return work.report(place, whole=done)

    def png(
        self, times: Sequence[int], choices: SheetChoices, target: Path, progress: Progress, cancelled: Cancelled
    ) -> ExportReport:
        """One PNG a page: `name.png`, `name-2.png` … Raises LibraryError."""
        work = _Work(self, times, choices, choices.size, progress, cancelled)
        first: Path | None = None
        for image in work.images(_DPI / _MM):
            place = free_place(target)
            save_image(image, place, "PNG", _WHAT)
            first = first or place
        return work.report(first or target, whole=not cancelled())

    def onto(
        self,
        device: QPagedPaintDevice,
        dpi: int,
        size: tuple[float, float],
        times: Sequence[int],
        choices: SheetChoices,
        progress: Progress,
        cancelled: Cancelled,
    ) -> ExportReport:
        """Onto a printer whose whole paper is this large. Raises LibraryError."""
        work = _Work(self, times, choices, size, progress, cancelled)
        return work.report(Path(), whole=work.onto(device, dpi / _MM))

    def preview(self, times: Sequence[int], choices: SheetChoices, width: int) -> tuple[QImage, int]:
        """The first page, so many pixels wide, and how many there are. Raises LibraryError."""
        work = _Work(self, times, choices, choices.size, _nobody_asks, _never)
        return next(work.images(width / choices.size[0]), QImage()), work.pages

    def records(self, times: Sequence[int]) -> list[Record]:
        found = {record.time: record for record in self._history.page(times)}
        return [found[time] for time in times if time in found]

    def read(self, record: Record, longest_edge: int) -> QImage | ImageStudioError:
        """A copy of a picture that is large enough, or why there is none."""
        try:
            return QImage.fromData(self._exporter.small_copy(record, longest_edge))
        except ImageStudioError as error:
            return error


class _Work:
    """One sheet under way."""

    def __init__(
        self,
        writer: SheetWriter,
        times: Sequence[int],
        choices: SheetChoices,
        size: tuple[float, float],
        progress: Progress,
        cancelled: Cancelled,
    ) -> None:
        self._writer = writer
        self._times = times
        self._choices = choices
        self._size = size
        self._progress = progress
        self._cancelled = cancelled
        self._layout: SheetLayout = lay_out(choices, size, usual_ratio(writer.records(times[:_LOOKED_AT])))
        self._refused: list[Refused] = []
        self._done = 0
        self.pages = max(1, self._layout.pages(len(times)))

    def onto(self, device: QPagedPaintDevice, dots: float) -> bool:
        """Paint all pages on a device that turns them; whether that came to its end."""
        painter = QPainter()
        if not painter.begin(device):
            raise DiskError("The paper cannot be painted on.")
        try:
            page = PagePainter(painter, self._choices, self._layout, dots)
            for number, pictures in enumerate(self._contents(dots), 1):
                if number > 1 and not device.newPage():
                    raise DiskError("The next page could not be begun.")
                page.paint(pictures, number, self.pages)
        finally:
            painter.end()
        return not self._cancelled()

    def images(self, dots: float) -> Iterator[QImage]:
        """Each page as a picture."""
        for number, pictures in enumerate(self._contents(dots), 1):
            image = QImage(round(self._size[0] * dots), round(self._size[1] * dots), QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
            image.setDotsPerMeterX(round(dots * 1000))
            image.setDotsPerMeterY(round(dots * 1000))
            painter = QPainter(image)
            try:
                PagePainter(painter, self._choices, self._layout, dots).paint(pictures, number, self.pages)
            finally:
                painter.end()
            yield image

    def report(self, place: Path, *, whole: bool) -> ExportReport:
        total, refused = len(self._times), tuple(self._refused)
        if not whole:
            return ExportReport(place, total, 0, refused, cancelled=True)
        return ExportReport(place, total, self._done, refused, first=place)

    def _contents(self, dots: float) -> Iterator[list[Printed]]:
        box = self._layout.boxes[0]
        edge = min(_SHARP, max(16, round(max(box.width, box.height) * dots)))
        with ThreadPoolExecutor(_THREADS, "sheet", give_way) as pool:
            for first in range(0, len(self._times), self._layout.per_page):
                if self._cancelled():
                    return
                records = self._writer.records(self._times[first : first + self._layout.per_page])
                images = pool.map(partial(self._writer.read, longest_edge=edge), records)
                yield [
                    Printed(number, record, self._taken(record, image))
                    for number, (record, image) in enumerate(zip(records, images, strict=True), first + 1)
                ]

    def _taken(self, record: Record, image: QImage | ImageStudioError) -> QImage | None:
        if isinstance(image, ImageStudioError):
            failure = image.failure
            self._refused.append(Refused(record.id, Failure(failure.kind, image.said, failure.charge)))
        else:
            self._done += 1
        self._progress(self._done + len(self._refused), len(self._times))
        return None if isinstance(image, ImageStudioError) else image


def _nobody_asks(_done: int, _total: int) -> None:
    """A preview tells nothing."""


def _never() -> bool:
    return False
