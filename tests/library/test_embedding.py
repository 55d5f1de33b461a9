"""Copies with the prompt inside, and clean ones: the same pixels, the words where other programs look for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from imagestudio.core.catalog import Value
from imagestudio.core.money import Money
from imagestudio.core.organisation import Organisation, Pick
from imagestudio.core.record import Record
from imagestudio.library.embedded import own_text
from imagestudio.library.embedding import bare, with_prompt
from imagestudio.library.exported_record import data_of_text, metadata_of, record_from_metadata
from imagestudio.library.metadata import has_content_credentials, is_whole
from tests.library.checking import check_picture
from tests.library.helpers import picture, with_png_chunk

PROMPT = 'a red fox, "quoted": <b>&amp;</b>\nein Fuchs im Schnee 狐 🦊\ud7ff\ufffe'
PARAMETERS: Mapping[str, Value] = {"size": "1024x1024", "quality": "high", "background": "auto"}
FORMATS = ("PNG", "JPEG", "WEBP")


def make_record(**changes: object) -> Record:
    record = Record(
        id="20261121-102233-0badcafe",
        time=1_795_256_553_123_456,
        path="originals/2026/11/20261121-102233-0badcafe.png",
        sha256="ab" * 32,
        size_bytes=1234,
        media_type="image/png",
        width=1024,
        height=1024,
        provider="aimlapi",
        model="openai/gpt-image-1",
        prompt=PROMPT,
        parameters=PARAMETERS,
        duration_ms=2500,
        cost=Money.from_usd("0.0132325"),
        estimate=Money.from_usd("0.0441"),
        inference_id="inf-1",
        client_request_id="c-1",
        job_id="j-1",
        content_credentials=True,
        organisation=Organisation(4, Pick.PICKED, ("fuchs", "snow"), "a note", ("Client X",)),
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def pixels(content: bytes) -> tuple[str, bytes]:
    with Image.open(BytesIO(content)) as image:
        return image.mode, image.tobytes()


def prompted(content: bytes, record: Record | None = None, *, personal: bool = True) -> bytes:
    return b"".join(with_prompt(content, record or make_record(), personal=personal))


def user_comment(content: bytes) -> str:
    with Image.open(BytesIO(content)) as image:
        value = image.getexif().get_ifd(0x8769)[0x9286]
    assert value[:8] == b"UNICODE\0"
    return str(value[8:].decode("utf-16-be"))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_record_comes_back_from_a_copy_with_the_prompt_inside(format_: str) -> None:
    record = make_record()
    content = picture(format_)
    copy = prompted(content, record)
    assert record_from_metadata(data_of_text(own_text(copy))) == replace(record, path="")
    assert pixels(copy) == pixels(content)
    assert check_picture(copy).width == 48


@pytest.mark.parametrize("format_", FORMATS)
def test_the_longest_prompt_comes_back_too(format_: str) -> None:
    record = make_record(prompt="狐を描いて。" * 5333)
    copy = prompted(picture(format_), record)
    assert record_from_metadata(data_of_text(own_text(copy))).prompt == record.prompt
    check_picture(copy)
    if format_ != "PNG":
        assert user_comment(copy).splitlines()[-1].startswith("Steps: 0, ")


def test_png_texts_stand_before_the_pixels_in_the_form_others_read() -> None:
    copy = prompted(picture())
    with Image.open(BytesIO(copy)) as image:
        texts = dict(image.info)  # as far as the first IDAT
    *lines, last = texts["parameters"].split("\n")
    assert "\n".join(lines) == PROMPT
    assert last.startswith("Steps: 0, Size: 1024x1024, Model: openai/gpt-image-1, Quality: high, Background: auto, ")
    assert json.loads(texts["imagestudio"])["prompt"] == PROMPT
    assert "digitalsourcetype/trainedAlgorithmicMedia" in str(texts["XML:com.adobe.xmp"])
    assert copy.index(b"parameters") < copy.index(b"IDAT")


@pytest.mark.parametrize("format_", ["JPEG", "WEBP"])
def test_exif_and_xmp_say_it_in_the_others(format_: str) -> None:
    copy = prompted(picture(format_))
    assert user_comment(copy).startswith(PROMPT + "\nSteps: 0, Size: 1024x1024, Model: ")
    with Image.open(BytesIO(copy)) as image:
        xmp = bytes(image.info["xmp"]).decode()
    assert "<Iptc4xmpExt:AISystemUsed>openai/gpt-image-1</Iptc4xmpExt:AISystemUsed>" in xmp
    assert "<Iptc4xmpExt:AISystemVersionUsed>1</" in xmp
    assert "<xmp:Rating>4</xmp:Rating>" in xmp


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"task": "edit"}, "compositeWithTrainedAlgorithmicMedia"),
        ({"provider": "demo"}, "/algorithmicMedia"),
        ({}, "/trainedAlgorithmicMedia"),
    ],
)
def test_the_digital_source_type_tells_how_it_was_made(changes: dict[str, object], kind: str) -> None:
    assert kind in prompted(picture(), make_record(**changes)).decode("latin-1")


@pytest.mark.parametrize("format_", FORMATS)
def test_neither_path_nor_personal_words_are_in_a_copy_that_must_not_have_them(format_: str) -> None:
    copy = prompted(picture(format_), personal=False)
    for word in (b"originals", b"a note", b"Client X", b"inf-1", b"0.0132", b"fuchs", b"Rating"):
        assert word not in copy
    assert b"originals" not in prompted(picture(format_))


def test_a_copy_without_personal_words_still_gives_a_record() -> None:
    record = record_from_metadata(metadata_of(make_record(), personal=False))
    assert (record.prompt, record.cost, record.organisation) == (PROMPT, None, Organisation())


@pytest.mark.parametrize("format_", FORMATS)
def test_writing_twice_leaves_one_of_each(format_: str) -> None:
    copy = prompted(prompted(picture(format_)), make_record(prompt="a second"))
    assert copy.count(b"0badcafe") == 1
    assert data_of_text(own_text(copy))["prompt"] == "a second"
    check_picture(copy)


def test_content_credentials_that_would_be_wrong_are_left_out() -> None:
    content = with_png_chunk(picture(), b"caBX", b"signed")
    assert has_content_credentials(content)
    for copy in (prompted(content), b"".join(bare(content))):
        assert not has_content_credentials(copy)
        assert is_whole(copy)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_clean_copy_has_the_same_pixels_and_no_words(format_: str) -> None:
    content = picture(format_)
    clean = b"".join(bare(prompted(content)))
    assert pixels(clean) == pixels(content)
    assert own_text(clean) == ""
    for word in (b"parameters", b"xpacket", b"UNICODE", b"imagestudio", b"Exif"):
        assert word not in clean
    with Image.open(BytesIO(clean)) as image:
        assert not set(image.info) & {"parameters", "xmp", "exif", "comment"}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_colour_profile_stays(format_: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = BytesIO()
    Image.new("RGB", (30, 20), (10, 200, 30)).save(out, format_, icc_profile=profile)
    for copy in (prompted(out.getvalue()), b"".join(bare(out.getvalue()))):
        with Image.open(BytesIO(copy)) as image:
            assert image.info["icc_profile"] == profile


def test_a_clean_photograph_stays_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of somebody"
    out = BytesIO()
    Image.new("RGB", (30, 20)).save(out, "JPEG", exif=exif, comment=b"secret")
    for copy in (b"".join(bare(out.getvalue())), prompted(out.getvalue())):
        assert b"Camera" not in copy
        with Image.open(BytesIO(copy)) as image:
            assert image.getexif()[0x0112] == 6
    assert b"secret" not in b"".join(bare(out.getvalue()))


@pytest.mark.parametrize("lossless", [True, False])
def test_a_transparent_webp_stays_transparent(lossless: bool) -> None:
    out = BytesIO()
    Image.new("RGBA", (33, 21), (10, 200, 30, 90)).save(out, "WEBP", lossless=lossless)
    copy = prompted(out.getvalue())
    assert pixels(copy) == pixels(out.getvalue())
    assert pixels(b"".join(bare(copy))) == pixels(out.getvalue())


def test_what_another_program_wrote_into_a_picture_from_there_stays() -> None:
    info = b"parameters\0a cat\nSteps: 20, Sampler: Euler a, Seed: 7"
    content = with_png_chunk(picture(), b"tEXt", info)
    copy = prompted(content, make_record(source="A1111"))
    with Image.open(BytesIO(copy)) as image:
        assert image.info["parameters"].endswith("Seed: 7")
    assert b"Seed: 7" not in prompted(content)


def test_values_with_commas_are_quoted_as_a1111_does() -> None:
    record = make_record(parameters={"style": "soft, warm", "steps": 20, "seed": 7, "negative_prompt": "no cats"})
    with Image.open(BytesIO(prompted(picture(), record))) as image:
        text = image.info["parameters"]
    assert "\nNegative prompt: no cats\nSteps: 20, " in text
    assert 'Style: "soft, warm", Seed: 7, Software: ' in text


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "../../etc/passwd"},
        {"id": ""},
        {"imagestudio": 99},
        {"created_at": "yesterday"},
        {"created_at": "0001-01-01T00:00:00Z"},
        {"parameters": {"a": [1]}},
        {"parameters": 7},
        {"width": "wide"},
        {"width": 10**30},
        {"prompt": "half \ud800"},
        {"prompt": "a\0b"},
        {"organisation": {"rating": 9}},
        {"organisation": 7},
        {"cost_usd": "much"},
    ],
)
def test_what_is_none_of_ours_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        record_from_metadata({**metadata_of(make_record()), **broken})


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", "[" * 100_000])
def test_a_text_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        data_of_text(text)


def test_nothing_is_found_in_pictures_of_others_and_in_broken_ones() -> None:
    copies = [prompted(picture(format_)) for format_ in FORMATS]
    for copy in copies:
        for length in range(0, len(copy), 37):
            own_text(copy[:length])
    assert [own_text(picture(format_)) for format_ in FORMATS] == ["", "", ""]
