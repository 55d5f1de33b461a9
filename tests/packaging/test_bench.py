"""The bench's own arithmetic: what is a median, a ratio and a verdict, and how the table says so."""

from __future__ import annotations

from tests.benchmarks.figures import Figure, Samples, table


def test_a_ratio_to_a_peer_is_held_against_its_limit() -> None:
    figure = Figure("start", Samples([120.0, 100.0, 130.0]), "ms", Samples([100.0]), "empty", 1.3)
    assert (figure.ratio, figure.verdict) == (1.2, "holds")
    assert Figure("start", Samples([140.0]), "ms", Samples([100.0]), "empty", 1.3).verdict == "falls short"
    assert Figure("rate", Samples([80.0]), "/s", Samples([100.0]), "bare", 0.9, at_least=True).verdict == "falls short"


def test_a_limit_of_its_own_is_of_the_median_or_of_the_99th_percentile() -> None:
    times = Samples([1.0] * 98 + [20.0, 30.0])
    assert (times.median, times.p99) == (1.0, 20.0)
    assert Figure("frames", times, "ms", limit=8.0).verdict == "holds"
    assert Figure("frames", times, "ms", limit=8.0, by_p99=True).verdict == "falls short"


def test_a_peer_that_is_not_there_is_told() -> None:
    figure = Figure("first screen", Samples([400.0]), "ms", None, "qimgv", 1.0, missing="qimgv is not installed")
    assert figure.verdict == "no peer"
    assert "qimgv is not installed" in table([figure])


def test_the_table_is_markdown() -> None:
    lines = table([Figure("a", Samples([1.0]), "ms", limit=2.0)]).splitlines()
    assert lines[1].startswith("| --- |")
    assert lines[2] == "| a | 1.00 ms |  |  |  | ≤ 2 ms | holds |"
