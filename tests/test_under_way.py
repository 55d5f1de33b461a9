"""A run of the tests that is broken off has told where it stood."""

from __future__ import annotations

import io
import shutil
import threading

from tests.under_way import UnderWay


class _Out(io.StringIO):
    """Tells when so many tests were told to have ended, which comes with every fifth look."""

    def __init__(self, counts: int = 1) -> None:
        super().__init__()
        self.written = threading.Event()
        self._counts = counts

    def flush(self) -> None:
        super().flush()
        if self.getvalue().count("tests have ended") >= self._counts:
            self.written.set()


def test_what_is_under_way_for_long_is_told_once_with_the_processes() -> None:
    out = _Out(counts=2)
    watch = UnderWay(out, look_s=0.01, long_s=0.0)
    watch.pytest_runtest_logstart("tests/test_that_hangs.py::test_it")
    watch.pytest_sessionstart()
    assert out.written.wait(60)
    watch.pytest_sessionfinish()
    said = out.getvalue()
    assert said.count("tests/test_that_hangs.py::test_it") == 1
    if shutil.which("ps"):
        assert said.count("PPID") == 1


def test_it_is_told_how_many_have_ended() -> None:
    out = _Out()
    watch = UnderWay(out, look_s=0.01)
    watch.pytest_runtest_logstart("a")
    watch.pytest_runtest_logfinish("a")
    watch.pytest_sessionstart()
    assert out.written.wait(60)
    watch.pytest_sessionfinish()
    assert "1 tests have ended" in out.getvalue()
