"""Every failure has words of its own, and they are plain."""

from __future__ import annotations

import re
from dataclasses import astuple, replace

import pytest

from imagestudio.core.errors import Charge, Failure, ImageStudioError, RequestError
from imagestudio.core.job import Job, JobState
from imagestudio.core.money import Money
from imagestudio.core.request import Request
from imagestudio.ui.error_text import describe, describe_job, quoted, short_reason

FORBIDDEN = re.compile(r"\b(error|errors|invalid|failed to)\b", re.IGNORECASE)


def every_kind(root: type[ImageStudioError] = ImageStudioError) -> list[type[ImageStudioError]]:
    own = [cls for cls in root.__subclasses__() if cls.__module__ == "imagestudio.core.errors"]
    return [root, *(kind for child in own for kind in every_kind(child))]


def failure_of(kind: type[ImageStudioError], said: str = "") -> Failure:
    return Failure(kind.__name__.removesuffix("Error"), said, kind.charge)


def job(state: JobState, failure: Failure | None = None) -> Job:
    return Job("j", Request("m", "a cat", {}), "aimlapi", state, 1, 1, None, failure)


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.__name__)
def test_every_kind_of_failure_says_what_happened_what_it_cost_and_what_to_do(kind: type[ImageStudioError]) -> None:
    text = describe(failure_of(kind))
    assert all(part.strip() for part in astuple(text))
    assert text != describe(Failure("NoSuchKind", "", kind.charge))
    assert not any(FORBIDDEN.search(part) for part in astuple(text))
    assert len(text.short) <= 40
    assert text.short == short_reason(failure_of(kind))


def test_no_two_kinds_of_failure_share_their_words() -> None:
    titles = [describe(failure_of(kind)).title for kind in every_kind()]
    assert len(titles) == len(set(titles))


def test_an_unknown_kind_of_failure_has_words_too() -> None:
    text = describe(Failure("FromTheFuture", "odd", Charge.UNKNOWN))
    assert all(astuple(text))
    assert "“odd”" in text.what


@pytest.mark.parametrize(
    ("charge", "word"), [(Charge.NONE, "Nothing"), (Charge.UNKNOWN, "not known"), (Charge.PAID, "paid")]
)
def test_the_money_is_told_by_what_this_very_failure_cost(charge: Charge, word: str) -> None:
    assert word in describe(Failure("Disk", "", charge)).money


def test_what_the_service_said_is_quoted_in_one_line() -> None:
    text = describe(Failure("Refused", "no\n<b>cats</b>\x07 here", Charge.NONE))
    assert "The service said: “no <b>cats</b> here”" in text.what


def test_a_very_long_saying_is_cut() -> None:
    assert len(quoted("word " * 1000)) <= 402
    assert quoted("word " * 1000).endswith("…”")
    assert quoted(" \n ") == ""


def test_what_was_typed_as_a_key_is_never_shown() -> None:
    for kind in ("BadKey", "NoKey", "KeyringLocked", "NoKeyring"):
        assert "sk-123" not in "".join(astuple(describe(Failure(kind, "sk-123", Charge.NONE))))


def test_a_request_that_is_not_offered_names_the_value() -> None:
    assert "1024x1024" in describe(RequestError("size", "7x7", "1024x1024").failure).what


@pytest.mark.parametrize(
    ("state", "money"),
    [
        (JobState.UNKNOWN, "not known"),
        (JobState.CHARGED_LOST, "was paid for"),
        (JobState.NO_CHARGE_FOUND, "No charge was found"),
        (JobState.LINK_EXPIRED, "was paid for"),
        (JobState.NOT_CHARGED, "Nothing was charged"),
    ],
)
def test_a_job_that_ended_badly_is_explained_even_without_its_failure(state: JobState, money: str) -> None:
    text = describe_job(job(state))
    assert text is not None
    assert money in text.money
    assert all(astuple(text))
    assert not any(FORBIDDEN.search(part) for part in astuple(text))


def test_a_received_job_with_a_failure_says_that_it_was_paid() -> None:
    text = describe_job(job(JobState.RECEIVED, Failure("Disk", "the disk is full", Charge.PAID, "inf-1")))
    assert text is not None
    assert "was paid for" in text.money
    assert "“inf-1”" in text.remedy


@pytest.mark.parametrize(
    "state", [JobState.QUEUED, JobState.SENDING, JobState.RECEIVED, JobState.DONE, JobState.CANCELLED]
)
def test_a_job_on_its_way_has_nothing_to_explain(state: JobState) -> None:
    assert describe_job(job(state)) is None


def test_an_unreadable_answer_keeps_its_own_words_in_the_unknown_state() -> None:
    unreadable = Failure("UnreadableAnswer", "no data", Charge.PAID)
    text = describe_job(job(JobState.UNKNOWN, unreadable))
    assert text is not None
    assert replace(text, what="") == replace(describe(unreadable), what="")
    assert text.what.startswith(describe(unreadable).what)
    lost = describe_job(job(JobState.CHARGED_LOST, unreadable))
    assert lost is not None
    assert lost.title == text.title


def test_an_unknown_outcome_says_what_is_done_to_find_it_out() -> None:
    text = describe_job(job(JobState.UNKNOWN, Failure("OutcomeUnknown", "", Charge.UNKNOWN)))
    assert text is not None
    assert "looks it up" in text.what
    unchecked = Failure("OutcomeUnknown", "", Charge.UNKNOWN, unchecked="No right to read this")
    text = describe_job(job(JobState.UNKNOWN, unchecked))
    assert text is not None
    assert "Could not check" in text.what
    assert "“No right to read this”" in text.what
    assert "usage page" in text.remedy
    assert "Wait" not in text.remedy
    assert "not known" in text.money


def test_a_charge_that_was_found_names_its_cost_and_the_id_to_ask_with() -> None:
    failure = Failure("OutcomeUnknown", "", Charge.PAID, "inf-1", Money.from_usd("0.0132"))
    text = describe_job(job(JobState.CHARGED_LOST, failure))
    assert text is not None
    assert "$0.0132" in text.money
    assert "“inf-1”" in text.remedy
    assert "support" in text.remedy
    assert "costs again" in text.remedy


@pytest.mark.parametrize("kind", ["LibraryNewer", "LibraryOlder", "LibraryReadOnly", "LibraryInUse"])
def test_a_library_to_look_at_only_says_why_once(kind: str) -> None:
    assert "In detail" not in describe(Failure(kind, "the same in other words", Charge.NONE)).what
