"""Answers with pictures in them, read by helper processes: what is put beside them, and what is left to the window."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from imagestudio.core.answer import Answer, PictureSource
from imagestudio.core.generation import run_job
from imagestudio.core.job import JobState
from imagestudio.core.money import Money
from imagestudio.library.folder import Library
from imagestudio.library.thumbnail_makers import ThumbnailMakers
from tests.library.helpers import make_job, picture, send, services, with_png_chunk

ADDRESS = "https://pictures.example/3"


@pytest.fixture
def makers() -> Iterator[ThumbnailMakers]:
    made = ThumbnailMakers()
    yield made
    made.close()


@pytest.fixture
def helped(library: Library, makers: ThumbnailMakers) -> Library:
    """A library whose answers are read by helpers, as in the window."""
    library.journal.unpack_with(makers.unpack)
    library.originals.check_with(makers.check)
    return library


def large(size: int = 100_000) -> bytes:
    """A sound picture that is a file of some size."""
    return with_png_chunk(picture(), b"juNk", os.urandom(size))


def answer_with(*pictures: bytes, url: str = "") -> bytes:
    items = [{"b64_json": base64.b64encode(content).decode()} for content in pictures]
    items += [{"url": url}] if url else []
    return json.dumps({"data": items, "meta": {"usage": {"credits_used": 26}}}).encode()


def test_helpers_put_the_pictures_of_an_answer_beside_it(makers: ThumbnailMakers, tmp_path: Path) -> None:
    pictures = [large(), large(1_500_000)]
    path = tmp_path / "answer"
    path.write_bytes(answer_with(*pictures, url=ADDRESS))
    here = PictureSource()
    assert makers.unpack(path) == Answer((here, here, PictureSource(url=ADDRESS)), Money.from_credits(26))
    assert [(tmp_path / f"picture-{number}").read_bytes() for number in range(2)] == pictures
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answer", "picture-0", "picture-1"]


def test_what_helpers_had_better_not_read_is_left_to_who_asks(makers: ThumbnailMakers, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    for content in (answer_with(url=ADDRESS), b"<html>" * 100_000):
        path.write_bytes(content)
        assert makers.unpack(path) is None
    assert makers.unpack(tmp_path / "gone") is None
    assert [file.name for file in tmp_path.iterdir()] == ["answer"]


def test_a_picture_within_an_answer_is_kept_without_the_window_reading_it(helped: Library, folder: Path) -> None:
    content, job = large(), make_job()
    attempt = send(helped, job, answer=answer_with(content))
    # the service there can read nothing but its own answer
    (record,) = asyncio.run(run_job(helped.journal.job(job.id), services(helped, None))).records
    assert helped.path_of(record).read_bytes() == content
    assert not (folder / "spool" / attempt.id).exists()


def test_a_picture_that_is_no_good_is_put_aside_and_found_again_in_its_answer(helped: Library, folder: Path) -> None:
    job = make_job()
    attempt = send(helped, job, answer=answer_with(large()[:-20]))
    for _ in range(2):
        outcome = asyncio.run(run_job(helped.journal.job(job.id), services(helped, None)))
        assert outcome.error is not None
        assert outcome.job.state is JobState.RECEIVED
        names = {path.name for path in (folder / "spool" / attempt.id).iterdir()}
        assert {"answer", "picture-0.bad"} <= names
