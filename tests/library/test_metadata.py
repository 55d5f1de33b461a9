"""What the bytes of a picture say beside its pixels."""

from __future__ import annotations

import pytest

from imagestudio.library.metadata import has_content_credentials, is_whole, media_type_of
from tests.library.helpers import picture, with_png_chunk

FORMATS = ["PNG", "JPEG", "WEBP"]


def _signed(format_: str) -> bytes:
    """A picture with a place for Content Credentials in it."""
    content = picture(format_)
    if format_ == "PNG":
        return with_png_chunk(content, b"caBX", b"jumb c2pa")
    if format_ == "JPEG":
        body = b"JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x10jumbc2pa"
        return content[:2] + b"\xff\xeb" + (len(body) + 2).to_bytes(2, "big") + body + content[2:]
    chunk = b"C2PA" + (9).to_bytes(4, "little") + b"jumb c2pa" + b"\0"
    return b"RIFF" + (len(content) - 8 + len(chunk)).to_bytes(4, "little") + content[8:] + chunk


@pytest.mark.parametrize("format_", FORMATS)
def test_content_credentials_are_found_where_they_are(format_: str) -> None:
    assert has_content_credentials(_signed(format_))
    assert not has_content_credentials(picture(format_))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_word_in_another_place_is_no_content_credential(format_: str) -> None:
    assert not has_content_credentials(picture(format_) + b"caBX C2PA \xff\xeb\0\x10JP")
    assert not has_content_credentials(with_png_chunk(picture(), b"tEXt", b"Comment\0caBX"))


def test_another_use_of_app11_is_no_content_credential() -> None:
    content = picture("JPEG")
    other = b"\xff\xeb\x00\x0aHDR_RI\0\0"
    assert not has_content_credentials(content[:2] + other + content[2:])


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_is_whole_with_its_last_byte_and_not_before(format_: str) -> None:
    content = _signed(format_)
    assert is_whole(content)
    assert is_whole(content + b"\0 something after the end")
    assert not any(is_whole(content[:length]) for length in range(len(content)))


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"RIFF\0\0\0\0WAVE", b"<svg/>", b"BM" + b"\0" * 60])
def test_other_bytes_have_no_media_type_and_are_not_whole(content: bytes) -> None:
    assert media_type_of(content) == ""
    assert not is_whole(content)
    assert not has_content_credentials(content)
