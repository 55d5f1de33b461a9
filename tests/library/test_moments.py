"""Every record has a time of its own, thousands of files of the same second too."""

from __future__ import annotations

import time
from dataclasses import replace

from imagestudio.library.folder import Library
from imagestudio.library.moments import Moments
from imagestudio.library.record_rows import insert_record
from tests.library.helpers import save

_SECOND = 1_500_000_000_000_000


def test_the_first_free_time_is_found_behind_thousands_that_are_taken(library: Library) -> None:
    some = save(library)
    with library._database.write() as connection:
        for number in range(2500):
            insert_record(
                connection, replace(some, id=f"{number}", time=_SECOND + number, path=f"originals/{number}.png")
            )
    moments = Moments(library._database)
    began = time.process_time()
    taken = [moments.take(_SECOND) for _ in range(2000)]
    assert taken == list(range(_SECOND + 2500, _SECOND + 4500))
    assert moments.take(_SECOND - 1) == _SECOND - 1
    assert time.process_time() - began < 3
    moments.give_back(taken)
    assert moments.take(_SECOND + 2499) == _SECOND + 2500


def test_times_that_are_on_their_way_are_not_given_twice(library: Library) -> None:
    moments = library.originals.moments
    first, second = moments.take(_SECOND), moments.take(_SECOND)
    assert (first, second) == (_SECOND, _SECOND + 1)
    assert moments.take() > _SECOND
