"""What XMP says that is of use here, read without ever following an entity."""

from __future__ import annotations

from xml.parsers import expat

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSIONS = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_XMP = "http://ns.adobe.com/xap/1.0/"
PROMPT = f"{_EXTENSIONS} AIPromptInformation"
SYSTEM = f"{_EXTENSIONS} AISystemUsed"
SYSTEM_VERSION = f"{_EXTENSIONS} AISystemVersionUsed"
SOURCE_TYPE = f"{_EXTENSIONS} DigitalSourceType"
TOOL = f"{_XMP} CreatorTool"
CREATED = f"{_XMP} CreateDate"
RATING = f"{_XMP} Rating"
DESCRIPTION = "http://purl.org/dc/elements/1.1/ description"
COMMENT = "http://ns.adobe.com/exif/1.0/ UserComment"

_MOST_BYTES = 4 * 1024 * 1024
_MOST_DEPTH = 100
_MOST_PROPERTIES = 2_000


class _RefusedError(Exception):
    """It is nothing that a program would write."""


class _Reader:
    """Gathers properties, be they attributes or elements, with the first item of a list as their value."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        if len(self._path) > _MOST_DEPTH:
            raise _RefusedError
        for attribute, value in attributes.items():
            if not attribute.startswith(_RDF):
                self._put(attribute, value)

    def end(self, _name: str) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if text and (place := next((name for name in reversed(self._path) if not name.startswith(_RDF)), "")):
            self._put(place, text)
        self._path.pop()

    def data(self, text: str) -> None:
        self._text.append(text)

    def refuse(self, *_what: object) -> None:
        raise _RefusedError

    def _put(self, name: str, value: str) -> None:
        if len(self.found) < _MOST_PROPERTIES:
            self.found.setdefault(name, value)


def read_xmp(packet: bytes) -> dict[str, str]:
    """The properties by namespace and name with a space between; nothing of what is broken or asks for more."""
    if not packet or len(packet) > _MOST_BYTES:
        return {}
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(packet.strip(b"\0 \t\r\n"), True)
    except (expat.ExpatError, _RefusedError, ValueError, UnicodeError):
        return reader.found if not _is_hostile(packet) else {}
    return reader.found


def _is_hostile(packet: bytes) -> bool:
    return b"<!" in packet
