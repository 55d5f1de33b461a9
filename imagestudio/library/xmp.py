"""XMP: what made a picture in the words of IPTC 2025.1, and our own record in JPEG and WebP, which have no other place.

The properties: https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata
"""

from __future__ import annotations

import html
import re
from hashlib import md5
from xml.sax.saxutils import escape

from imagestudio import __version__
from imagestudio.core.record import Record

_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "imagestudio": "urn:imagestudio:1.0/",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_BEGIN = '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = '\n<?xpacket end="w"?>'
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_VERSION = re.compile(r"-(\d+(?:[.-]\d+)*)(?:-|$)")
_OWN = re.compile(r"<imagestudio:record>([^<]*)</imagestudio:record>|\bimagestudio:record=(?:\"([^\"]*)\"|'([^']*)')")
_EDIT = "edit"
_LARGE = ("imagestudio:record", "Iptc4xmpExt:AIPromptInformation")

Properties = dict[str, str]


def properties_of(record: Record, *, personal: bool, own: str = "") -> Properties:
    """What is told of a record; `own` is our record's text, where it has no place of its own."""
    told = {
        "Iptc4xmpExt:DigitalSourceType": _digital_source(record),
        "Iptc4xmpExt:AISystemUsed": record.model,
        "Iptc4xmpExt:AISystemVersionUsed": _version_of(record.model),
        "Iptc4xmpExt:AIPromptInformation": record.prompt,
        "xmp:CreatorTool": f"Image Studio {__version__}",
        "xmp:Rating": str(record.organisation.rating or "") if personal else "",
        "imagestudio:record": own,
    }
    return {name: value for name, value in told.items() if value}


def packet(properties: Properties) -> bytes:
    """A whole XMP packet."""
    return (_BEGIN + _document(properties) + _END).encode("utf-8", "replace")


def split_packet(properties: Properties, most_bytes: int) -> tuple[bytes, str, bytes]:
    """A packet of no more than so many bytes, and what did not fit with its name: JPEG's extended XMP, else empty."""
    whole = packet(properties)
    if len(whole) <= most_bytes:
        return whole, "", b""
    large = {name: properties[name] for name in _LARGE if name in properties}
    extended = _document(large).encode("utf-8", "replace")
    guid = md5(extended, usedforsecurity=False).hexdigest().upper()  # XMP part 3, 1.1.3.1 wants this one
    small = {name: value for name, value in properties.items() if name not in large}
    return packet({**small, "xmpNote:HasExtendedXMP": guid}), guid, extended


def own_of(text: str) -> str:
    """The text of our own record in a packet; empty where there is none."""
    found = _OWN.search(text)
    return html.unescape(next(filter(None, found.groups()), "")) if found else ""


def _document(properties: Properties) -> str:
    names = {name.partition(":")[0] for name in properties}
    spaces = "".join(f' xmlns:{name}="{_NAMESPACES[name]}"' for name in sorted(names))
    body = "".join(f"<{name}>{_text(value)}</{name}>" for name, value in properties.items())
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f'<rdf:Description rdf:about=""{spaces}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def _text(value: str) -> str:
    """The value as XML may hold it; JSON says the two characters it may not in another way."""
    if value.startswith("{"):
        value = value.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    return escape(_NOT_IN_XML.sub(" ", value), {"\r": "&#13;"})


def _digital_source(record: Record) -> str:
    """Demo pictures are drawn by rules alone; of a picture from elsewhere without a prompt nothing is claimed."""
    if record.is_demo:
        return f"{_SOURCE}algorithmicMedia"
    if record.source and not record.prompt:
        return ""
    kind = "compositeWithTrainedAlgorithmicMedia" if record.task == _EDIT else "trainedAlgorithmicMedia"
    return _SOURCE + kind


def _version_of(model: str) -> str:
    found = _VERSION.search(model.rpartition("/")[2])
    return found.group(1).replace("-", ".") if found else ""
