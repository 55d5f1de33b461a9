"""What searches find, in which order and how many, beside a filter in plain Python that looks at every record."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import chain, cycle, islice
from pathlib import Path

import pytest

from imagestudio.core.money import Money
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.ports import Grouped, Tally
from imagestudio.core.record import Record
from imagestudio.core.search_query import Grouping, Order
from imagestudio.library import database, grouping, listing, pieces
from imagestudio.library.folder import Library, open_library
from imagestudio.library.record_rows import insert_record
from imagestudio.library.schema import APPLICATION_ID, MIGRATIONS, VERSION, add_migration_functions
from tests.library.helpers import make_job, save

_WORDS = (
    "fox",
    "foxes",
    "red",
    "snow",
    "snowman",
    "lighthouse",
    "lighting",
    "light",
    "old",
    "oak",
    "a",
    "雪山",
    "狐狸",
)
_MODELS = ("openai/gpt-image-1", "openai/gpt-image-1-mini", "flux/dev", "gpt-image-2", "")
_SIZES = ((1024, 1024), (1536, 1024), (1024, 1536), (1920, 1080), (1000, 1010))
_TAGS = ("red fox", "fox", "Snow", "Żółw")
_BEGAN = int(datetime(2026, 9, 28, 12).timestamp()) * 1_000_000  # noqa: DTZ001
_HOURS = 3_600_000_000
_COUNT = 400


def _record(number: int, chance: random.Random) -> Record:
    width, height = chance.choice(_SIZES)
    size = chance.choice((f"{width}x{height}", "auto", ""))
    parameters = {"size": size, "quality": chance.choice(("low", "medium", "high"))}
    if chance.random() < 0.5:
        parameters["background"] = chance.choice(("transparent", "opaque"))
    return Record(
        id=f"r{number}",
        time=_BEGAN + number * 5 * _HOURS + number,
        path=f"originals/{number}.png",
        sha256=f"{number:064}",
        size_bytes=1,
        media_type=chance.choice(("image/png", "image/jpeg", "image/webp")),
        width=width,
        height=height,
        provider=chance.choice(("aimlapi", "aimlapi", "demo")),
        model=chance.choice(_MODELS),
        prompt=" ".join(chance.choices(_WORDS, k=chance.randrange(6))),
        parameters={name: value for name, value in parameters.items() if value},
        duration_ms=chance.choice((None, 1000, 2500, 2500, 60_000)),
        cost=chance.choice((None, Money(0), Money(13_232_500), Money(53_000_000), Money(1_250_000_000))),
        job_id=chance.choice(("", f"j{number // 3}")),
        content_credentials=chance.random() < 0.5,
        source=chance.choice(("", "", "ComfyUI")),
        task=chance.choice(("", "edit", "draft")),
        organisation=_organisation(chance),
    )


def _organisation(chance: random.Random) -> Organisation:
    return Organisation(
        rating=chance.choice((0, 0, 1, 2, 3, 4, 5)),
        pick=chance.choice(list(Pick)),
        tags=tuple(sorted(chance.sample(_TAGS, chance.choice((0, 0, 1, 2))), key=str.casefold)),
        note=chance.choice(("", "", 'mind the "note": here')),
        collections=chance.choice(((), (), ("Best",), ("Best", "Best of all"))),
        trashed=chance.choice((0,) * 9 + (1,)),
    )


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Newest first."""
    chance = random.Random(4)  # noqa: S311
    return [_record(number, chance) for number in reversed(range(_COUNT))]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Iterator[Library]:
    """A library with these records, some marked as missing, and two saved searches."""
    library = open_library(tmp_path_factory.mktemp("shelf") / "library")
    with library._database.write() as connection:
        for record in records:
            insert_record(connection, record)
        connection.execute("UPDATE records SET missing = 1 WHERE time % 7 = 0")
    library.organiser.add_collection("Cheap foxes", "fox* cost:<0.02 -is:demo")
    library.organiser.add_collection("Good", 'in:"cheap foxes" rating:>=3')
    library.organiser.add_collection("Snake", "in:snake")
    yield library
    library.close()


# The plain filter.

_Test = Callable[[Record], bool]


def _tokens(prompt: str) -> list[str]:
    apart = "".join(f" {letter} " if ord(letter) > 0x3000 else letter for letter in prompt)
    return apart.lower().split()


def _says(phrase: str) -> _Test:
    """All words of the phrase in a row; the last one begins so where a * follows."""

    def holds(record: Record) -> bool:
        words, tokens = _tokens(phrase.rstrip("*")), _tokens(record.prompt)
        rows = [tokens[first : first + len(words)] for first in range(len(tokens) - len(words) + 1)]
        if phrase.endswith("*"):
            return any(row[:-1] == words[:-1] and row[-1].startswith(words[-1]) for row in rows)
        return words in rows

    return holds


def _day(*days: int) -> int:
    return int(datetime(*days).timestamp()) * 1_000_000  # type: ignore[arg-type] # noqa: DTZ001


def _costs(low: float, high: float) -> _Test:
    return lambda record: record.cost is not None and low <= record.cost.nanos / 1e9 <= high


def _cheap_fox(record: Record) -> bool:
    return _says("fox*")(record) and _costs(0, 0.01999)(record) and not record.is_demo


_TESTS: dict[str, _Test] = {
    "fox ": _says("fox"),
    "fox* ": _says("fox*"),
    "s* ": _says("s*"),
    "ligh* ": _says("ligh*"),
    "light* ": _says("light*"),
    '"old oak" ': _says("old oak"),
    '"red s*" ': _says("red s"),
    "雪 ": _says("雪"),
    "雪山 ": _says("雪山"),
    "狐狸 ": _says("狐狸"),
    "model:gpt-image-1 ": lambda r: r.model == "openai/gpt-image-1",
    "model:openai/gpt-image-1-mini ": lambda r: r.model == "openai/gpt-image-1-mini",
    "model:GPT ": lambda r: "gpt" in r.model,
    "model:nothing ": lambda _: False,
    "model:dev model:gpt-image-2 ": lambda r: r.model in ("flux/dev", "gpt-image-2"),
    "size:1024x1024 ": lambda r: (r.width, r.height) == (1024, 1024),
    "size:auto ": lambda r: r.parameters.get("size") == "auto",
    "size:1536 ": lambda r: 1536 in (r.width, r.height),
    "quality:low quality:high ": lambda r: r.parameters["quality"] != "medium",
    "format:jpg ": lambda r: r.media_type == "image/jpeg",
    "background:transparent ": lambda r: r.parameters.get("background") == "transparent",
    "rating:3 ": lambda r: r.organisation.rating == 3,
    "rating:>=4 ": lambda r: r.organisation.rating >= 4,
    "rating:1..2 rating:5 ": lambda r: r.organisation.rating in (1, 2, 5),
    'tag:"Red Fox" ': lambda r: "red fox" in r.organisation.tags,
    "tag:fox ": lambda r: "fox" in r.organisation.tags,
    "tag:ow ": lambda r: "Snow" in r.organisation.tags,
    "tag:ŻÓŁW tag:snow ": lambda r: bool({"Żółw", "Snow"} & set(r.organisation.tags)),
    "tag:none ": lambda _: False,
    "in:best ": lambda r: "Best" in r.organisation.collections,
    'in:"of all" ': lambda r: "Best of all" in r.organisation.collections,
    'in:"cheap foxes" ': _cheap_fox,
    "in:good ": lambda r: _cheap_fox(r) and r.organisation.rating >= 3,
    "in:good in:best ": lambda r: _TESTS["in:good "](r) or "Best" in r.organisation.collections,
    "in:snake ": lambda _: False,
    "is:edit is:draft ": lambda r: bool(r.task),
    "is:draft ": lambda r: r.task == "draft",
    "is:edit ": lambda r: r.task == "edit",
    "is:demo ": lambda r: r.is_demo,
    "is:picked ": lambda r: r.organisation.pick is Pick.PICKED,
    "is:rejected ": lambda r: r.organisation.pick is Pick.REJECTED,
    "is:picked is:rejected ": lambda r: r.organisation.pick is not Pick.NONE,
    "is:missing ": lambda r: r.time % 7 == 0,
    "is:imported ": lambda r: bool(r.source),
    "cost:>0.05 ": _costs(0.0500001, 1e9),
    "cost:<=0.053 ": _costs(0, 0.053),
    "cost:0.0132 ": _costs(0.013, 0.014),
    "cost:0.01..0.06 ": _costs(0.01, 0.06),
    "cost:0 ": _costs(0, 0),
    "date:2026-10 ": lambda r: _day(2026, 10, 1) <= r.time < _day(2026, 11, 1),
    "date:2026-10-03..2026-11 ": lambda r: _day(2026, 10, 3) <= r.time < _day(2026, 12, 1),
    "before:2026-10-20 after:2026-10-03 ": lambda r: _day(2026, 10, 4) <= r.time < _day(2026, 10, 20),
    "date:2026-09 date:2026-11 ": lambda r: (
        not _day(2026, 10, 1) <= r.time < _day(2026, 11, 1) < _day(2026, 12, 1) and r.time < _day(2026, 12, 1)
    ),
    "ratio:square ": lambda r: abs(r.width / r.height - 1) <= 0.01,
    "ratio:landscape ": lambda r: r.width > r.height * 1.01,
    "ratio:portrait ": lambda r: r.width < r.height * 0.99,
    "ratio:16:9 ": lambda r: r.width == 1920,
    "ratio:3:2 ratio:2:3 ": lambda r: 1536 in (r.width, r.height),
    "has:rating ": lambda r: r.organisation.rating > 0,
    "has:tag ": lambda r: bool(r.organisation.tags),
    "has:note ": lambda r: bool(r.organisation.note),
    "has:collection ": lambda r: bool(r.organisation.collections),
    "has:cost ": lambda r: r.cost is not None,
    "has:prompt ": lambda r: bool(r.prompt),
    "has:credentials ": lambda r: r.content_credentials,
}
_NEGATED = {text: test for text, test in _TESTS.items() if text.count(" ") == 1 or text.count('"') == 2}


def _searches() -> Iterator[tuple[str, list[_Test]]]:
    """Every single one, every single one negated, and many of several."""
    for text, test in _TESTS.items():
        yield text, [test]
    for text, test in _NEGATED.items():
        yield f"-{text}", [lambda record, test=test: not test(record)]  # type: ignore[misc]
    chance = random.Random(5)  # noqa: S311
    for _ in range(250):
        texts, tests = [], []
        keys = set()
        for text, test in chance.sample(list(_TESTS.items()), chance.randrange(2, 5)):
            key = text.partition(":")[0]
            if ":" in text and key in keys:
                continue
            keys.add(key)
            negated = text in _NEGATED and chance.random() < 0.3
            texts.append(f"-{text}" if negated else text)
            tests.append((lambda record, test=test: not test(record)) if negated else test)
        yield "".join(texts), tests


def _found(records: Iterable[Record], tests: list[_Test], trashed: bool = False) -> list[Record]:
    return [r for r in records if r.organisation.is_trashed == trashed and all(test(r) for test in tests)]


def _times(records: Iterable[Record]) -> list[int]:
    return [record.time for record in records]


def _tally(records: Iterable[Record], oldest: int, newest: int) -> Tally:
    between = [record for record in records if oldest <= record.time <= newest]
    return Tally(len(between), Money(sum(record.cost.nanos for record in between if record.cost)))


def test_searches_find_what_a_look_at_every_record_finds(shelf: Library, records: list[Record]) -> None:
    history, hits = shelf.history, 0
    for search, tests in _searches():
        found = _found(records, tests)
        times = _times(found)
        hits += bool(found)
        assert list(history.times(search)) == times, search
        assert list(history.first_page(search, limit=7)) == times[:7], search
        assert history.count(search) == len(times), search
        spans = [(_BEGAN + 500 * _HOURS, _BEGAN + 900 * _HOURS), (found[0].time, found[0].time) if found else (5, 4)]
        assert history.tallies(spans, search) == [_tally(found, *span) for span in spans], search
        assert history.cost_between(*spans[0], search) == _tally(found, *spans[0]).cost, search
    assert hits > 200


def test_the_trash_is_searched_by_itself_with_the_same_words(shelf: Library, records: list[Record]) -> None:
    hits = 0
    for search, tests in _searches():
        if "in:" in search:
            continue
        found = _times(_found(records, tests, trashed=True))
        hits += bool(found)
        assert list(shelf.history.times(f"is:trashed {search}")) == found, search
        assert shelf.history.count(f"is:trashed {search}") == len(found), search
    assert hits > 100
    assert len(shelf.history.times("is:trashed")) == sum(r.organisation.is_trashed for r in records)


_KEYS: dict[Order, Callable[[Record], object]] = {
    Order.TIME: lambda r: -r.time,
    Order.OLDEST: lambda r: r.time,
    Order.COST: lambda r: (-r.cost.nanos if r.cost else 0 if r.cost is not None else 1, -r.time),
    Order.CHEAPEST: lambda r: (r.cost is None, r.cost.nanos if r.cost else 0, -r.time),
    Order.RATING: lambda r: (-r.organisation.rating, -r.time),
    Order.LOWEST: lambda r: (r.organisation.rating or 6, -r.time),
    Order.MODEL: lambda r: (not r.model, r.model.rpartition("/")[2], -r.time),
    Order.MODEL_BACKWARDS: lambda r: ([*(-ord(letter) for letter in r.model.rpartition("/")[2]), 0], -r.time),
    Order.DURATION: lambda r: (-r.duration_ms if r.duration_ms is not None else 1, -r.time),
    Order.QUICKEST: lambda r: (r.duration_ms is None, r.duration_ms or 0, -r.time),
}


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("search", ["", "fox ", "-fox ", "rating:>=3", "red is:demo", "model:mini", "is:trashed"])
def test_the_found_are_sorted_with_the_newest_first_among_equals(
    shelf: Library, records: list[Record], order: Order, search: str
) -> None:
    tests = {"": [], "-fox ": [lambda r: not _says("fox")(r)], "rating:>=3": [_TESTS["rating:>=4 "]], "is:trashed": []}
    tests |= {"fox ": [_says("fox")], "red is:demo": [_says("red"), _TESTS["is:demo "]]}
    tests |= {"model:mini": [_TESTS["model:openai/gpt-image-1-mini "]]}
    tests["rating:>=3"] = [lambda r: r.organisation.rating >= 3]
    found = sorted(_found(records, tests[search], trashed=search == "is:trashed"), key=_KEYS[order])  # type: ignore[arg-type]
    assert list(shelf.history.times(search, order)) == _times(found)
    assert list(shelf.history.first_page(search, order, 20)) == _times(found)[:20]
    assert shelf.history.records(search, order=order, limit=9) == found[:9]


@pytest.fixture(params=["few", "many"])
def found_are(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the found are few enough to be sorted, or so many that an index in the order wanted is gone through."""
    if request.param == "many":
        monkeypatch.setattr(listing, "_FEW", 3)
        monkeypatch.setattr(grouping, "_FEW", 3)
        monkeypatch.setattr(pieces, "_PIECE", 17 * 5)
        monkeypatch.setattr(pieces, "_AT_ONCE", 20)
    return str(request.param)


def _groups_of(found: list[Record], by: Grouping) -> list[list[int]]:
    """Of records that come newest first."""
    groups: dict[object, list[int]] = {}
    for record in found:
        alone = by is Grouping.JOB and not record.job_id
        key = record.time if alone else record.prompt if by is Grouping.PROMPT else record.job_id
        groups.setdefault(key, []).append(record.time)
    return list(groups.values())


def _groups_in(grouped: Grouped) -> list[list[int]]:
    ends = [*grouped.starts[1:], len(grouped.times)]
    return [list(grouped.times[first:end]) for first, end in zip(grouped.starts, ends, strict=False)]


def test_every_search_has_its_orders_and_groups(shelf: Library, records: list[Record], found_are: str) -> None:
    orders = cycle(Order)
    for search, tests in _searches():
        found = _found(records, tests)
        for order in islice(orders, 3):
            times = _times(sorted(found, key=_KEYS[order]))  # type: ignore[arg-type]
            assert list(shelf.history.times(search, order)) == times, (found_are, search, order)
            assert list(shelf.history.first_page(search, order, 7)) == times[:7], (found_are, search, order)
        for by in Grouping:
            groups = _groups_of(found, by)
            assert _groups_in(shelf.history.grouped(search, by)) == groups, (found_are, search, by)
            first = _groups_in(shelf.history.grouped(search, by, 7))
            assert first == groups[: len(first)], (found_are, search, by)
            assert sum(map(len, first)) >= min(7, len(found)), (found_are, search, by)


def test_the_trash_has_orders_and_groups_too(shelf: Library, records: list[Record], found_are: str) -> None:
    for search, tests in (("is:trashed", []), ("is:trashed fox ", [_says("fox")])):
        found = _found(records, tests, trashed=True)
        for order in Order:
            times = _times(sorted(found, key=_KEYS[order]))  # type: ignore[arg-type]
            assert list(shelf.history.times(search, order)) == times, (found_are, search, order)
            assert list(shelf.history.first_page(search, order, 7)) == times[:7], (found_are, search, order)
        for by in Grouping:
            groups = _groups_of(found, by)
            assert _groups_in(shelf.history.grouped(search, by)) == groups, (found_are, search, by)
            assert _groups_in(shelf.history.grouped(search, by, 2))[:2] == groups[:2], (found_are, search, by)


def test_times_of_any_length_are_listed_and_put_together(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_PIECE", 17 * 2)
    monkeypatch.setattr(pieces, "_AT_ONCE", 3)
    made = save(library, make_job("a"))
    times = [-12, -1, 5, 99, 10**9, 10**15 - 1, 10**15, made.time]
    with library._database.write() as connection:
        for number, time in enumerate(times[:-1]):
            insert_record(connection, replace(made, id=f"x{number}", time=time, prompt="ab"[number % 2]))
    assert list(library.history.times("", Order.OLDEST)) == times
    assert list(library.history.times("", Order.COST)) == times[::-1]
    grouped = library.history.grouped("", Grouping.PROMPT)
    assert _groups_in(grouped) == [[made.time, 10**15, 10**9, 5, -12], [10**15 - 1, 99, -1]]


def test_a_question_nobody_waits_for_any_more_ends(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_STEPS", 1)
    history, asked = shelf.history, 0

    def once() -> bool:
        nonlocal asked
        asked += 1
        return asked < 20

    calls = (
        lambda: history.times("fox", goes_on=once),
        lambda: history.first_page("-fox", Order.COST, goes_on=once),
        lambda: history.count("rating:>=1", once),
        lambda: history.facets("", once),
        lambda: history.grouped("", Grouping.PROMPT, goes_on=once),
    )
    for call in calls:
        asked = 0
        with pytest.raises(database.StoppedError):
            call()
        assert 20 <= asked < 40  # the index of words asks within its own queries too
    assert list(history.times("fox", goes_on=lambda: True)) == list(history.times("fox"))


def _counted(records: Iterable[Record], names_of: Callable[[Record], Iterable[str]]) -> dict[str, int]:
    return dict(Counter(name for record in records for name in names_of(record) if name))


def _counts(shelf: Library, search: str, key: str) -> dict[str, int]:
    return {count.name: count.pictures for count in shelf.history.facets(search).counts[key]}


@pytest.mark.parametrize("search", ["", "fox ", "-red ", "rating:>=1", "is:demo", "is:trashed"])
def test_chips_tell_how_many_there_are_of_each(shelf: Library, records: list[Record], search: str) -> None:
    tests: dict[str, list[_Test]] = {"": [], "fox ": [_says("fox")], "-red ": [lambda r: not _says("red")(r)]}
    tests |= {"rating:>=1": [_TESTS["has:rating "]], "is:demo": [_TESTS["is:demo "]], "is:trashed": []}
    found = _found(records, tests[search], trashed=search == "is:trashed")
    every = _found(records, [], trashed=search == "is:trashed")
    assert shelf.history.facets(search).total == len(found)
    assert _counts(shelf, search, "model") == _counted(found, lambda r: [r.model])
    assert _counts(shelf, search, "size") == _counted(found, lambda r: [f"{r.width}x{r.height}"])
    assert _counts(shelf, search, "format") == _counted(found, lambda r: [r.media_type[6:]])
    assert _counts(shelf, search, "tag") == _counted(found, lambda r: r.organisation.tags)
    assert _counts(shelf, search, "in") == _counted(found, lambda r: r.organisation.collections)
    rated = every if search.startswith("rating") else found
    assert _counts(shelf, search, "rating") == _counted(rated, lambda r: [str(r.organisation.rating)])
    for key in ("is", "has"):
        for name, number in _counts(shelf, search, key).items():
            assert number == len([r for r in found if _TESTS[f"{key}:{name} "](r)]), (key, name)


def test_the_chips_of_a_key_count_what_could_be_chosen_beside(shelf: Library, records: list[Record]) -> None:
    search = "fox model:mini is:picked is:demo tag:fox "
    fox, mini, picked = _says("fox"), _TESTS["model:openai/gpt-image-1-mini "], _TESTS["is:picked "]
    demo, tagged = _TESTS["is:demo "], _TESTS["tag:fox "]
    assert _counts(shelf, search, "model") == _counted(
        _found(records, [fox, picked, demo, tagged]), lambda r: [r.model]
    )
    rejected = [r for r in _found(records, [fox, mini, demo, tagged]) if r.organisation.pick is Pick.REJECTED]
    assert _counts(shelf, search, "is").get("rejected", 0) == len(rejected)
    untagged = _found(records, [fox, mini, picked, demo])
    assert _counts(shelf, search, "tag") == _counted(untagged, lambda r: r.organisation.tags)


def test_the_values_in_use_are_known(shelf: Library, records: list[Record]) -> None:
    known = shelf.history.known_values()
    every = _found(records, [])
    models = Counter(record.model for record in every if record.model)
    assert known["model"] == sorted(models, key=lambda model: (-models[model], model))
    assert set(known["tag"]) == set(_TAGS)
    assert set(known["in"]) == {"Best", "Best of all", "Cheap foxes", "Good", "Snake"}
    assert set(known["quality"]) == {"low", "medium", "high"}


def test_what_is_changed_is_found_at_once(library: Library) -> None:
    from imagestudio.core.organisation import Change

    record = save(library, make_job("a red fox"))
    history, organiser = library.history, library.organiser
    assert list(history.times("rating:>=1")) == []
    organiser.change(Change(rating=4, add_tags=("owl",), note="!", add_to=("Best",), pick=Pick.PICKED), [record.time])
    for search in ("rating:4", "tag:owl", "has:note", "in:best", "is:picked", "fox rating:4 tag:owl -is:rejected"):
        assert list(history.times(search)) == [record.time], search
    organiser.change(Change(trash=True), [record.time])
    assert (list(history.times("fox")), history.count(), history.facets("").total) == ([], 0, 0)
    assert list(history.times("is:trashed fo")) == [record.time]
    organiser.change(Change(trash=False), [record.time])
    assert list(history.times("fox tag:owl")) == [record.time]


@pytest.mark.parametrize("version", range(3, VERSION))
def test_a_library_of_any_version_before_is_found_in_after_its_migration(folder: Path, version: int) -> None:
    library = open_library(folder)
    record = save(library, make_job("the old lighthouse 雪山"))
    library.close()
    database = folder / "library.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        row = connection.execute("SELECT * FROM records").fetchone()
        names = [column[1] for column in connection.execute("PRAGMA table_xinfo(records)")]
    _make_old(database, dict(zip(names, row, strict=True)), version)
    again = open_library(folder)
    for search in ("lighthou", "雪", '"old lighthouse"', "model:gpt-image-1", "-owl", "size:48x32 has:prompt", "t"):
        assert list(again.history.times(search)) == [record.time], search
    assert again.history.facets("").total == 1
    assert again.mended is None  # brought up to date, not made anew from its files
    again.close()


def _make_old(database: Path, row: dict[str, object], version: int) -> None:
    """The same record in a database of an earlier version."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in chain.from_iterable(MIGRATIONS[:3]):
            connection.execute(statement)
        columns = [column[1] for column in connection.execute("PRAGMA table_info(records)")]
        marks = ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO records VALUES ({marks})", [row[name] for name in columns])  # noqa: S608
        connection.execute("INSERT INTO words (rowid, prompt) VALUES (?, ?)", (row["time"], row["prompt"]))
        add_migration_functions(connection)
        for statement in chain.from_iterable(MIGRATIONS[3:version]):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("PRAGMA journal_mode = WAL")


def test_kinds_are_written_down_once(library: Library) -> None:
    first = save(library, make_job("a"))
    with library._database.write() as connection:
        for number in range(10):
            insert_record(connection, replace(first, id=f"x{number}", time=first.time + number + 1))
        assert connection.execute("SELECT count(*) FROM kinds").fetchone() == (1,)
        other = replace(first, id="y", time=first.time + 100, model="other/model")
        insert_record(connection, other)
    assert list(library.history.times("model:model")) == [other.time]
    assert library.history.count("model:gpt") == 11


def test_thousands_of_sizes_are_found_in_too(library: Library) -> None:
    first = save(library, make_job("a"))
    records = [
        replace(first, id=f"x{n}", time=first.time + n, width=500 + n % 3000, height=2000) for n in range(1, 3500)
    ]
    with library._database.write() as connection:
        for record in records:
            insert_record(connection, record)
    wide = [record.time for record in reversed(records) if record.width / record.height > 1.0101]
    assert list(library.history.times("ratio:landscape")) == [*wide, first.time]
    assert library.history.count("a ratio:portrait") == sum(record.width < 1980 for record in records)
    facets = library.history.facets("")
    assert facets.total == 3500
    assert facets.counts["size"][0].pictures == 2


def test_pictures_of_known_models_alone_are_sorted_by_model(tmp_path: Path) -> None:
    with closing(open_library(tmp_path)) as library:
        record = save(library)
        for order in (Order.MODEL, Order.MODEL_BACKWARDS):
            assert list(library.history.first_page("", order, 200)) == [record.time]
