"""What the library knows of one image, and the sidecar's form of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from imagestudio.core.catalog import Value
from imagestudio.core.inputs import InputImage, inputs_from_data, inputs_to_data
from imagestudio.core.money import Money
from imagestudio.core.organisation import UNTOUCHED, Organisation
from imagestudio.core.origin import UNKNOWN_ORIGIN, Origin
from imagestudio.core.request import Request
from imagestudio.core.times import from_iso, to_iso

SIDECAR_VERSION = 1
DEMO = "demo"
HERE = "here"  # the provider of what was put together on this computer, from pictures that were there


@dataclass(frozen=True, slots=True)
class Record:
    """One image of the library.

    `time` (microseconds since 1970, UTC) is unique and is the database's rowid; `path` is relative to the library
    folder, with forward slashes, and stays the same in the trash; `duration_ms` runs from the first byte sent to the
    whole answer. `source` is the program that a picture which was taken in comes from, empty for those made here;
    `task` is what the request was for (core/origin.py). `missing` tells that the original was not there when it was
    last wanted, which only the database knows, not the sidecar.
    """

    id: str
    time: int
    path: str
    sha256: str
    size_bytes: int
    media_type: str
    width: int
    height: int
    provider: str
    model: str
    prompt: str = field(repr=False)
    parameters: Mapping[str, Value] = field(default_factory=dict)
    duration_ms: int | None = None
    cost: Money | None = None
    estimate: Money | None = None
    inference_id: str = ""
    client_request_id: str = ""
    job_id: str = ""
    content_credentials: bool = False
    source: str = ""
    task: str = ""
    organisation: Organisation = UNTOUCHED
    missing: bool = field(default=False, compare=False)
    images: tuple[InputImage, ...] = ()
    mask: InputImage | None = None
    origin: Origin = UNKNOWN_ORIGIN

    @property
    def request(self) -> Request:
        """What makes a picture like this one again."""
        return Request(self.model, self.prompt, self.parameters, self.images, self.mask)

    @property
    def is_demo(self) -> bool:
        return self.provider == DEMO

    def to_data(self) -> dict[str, Any]:
        """The sidecar: the whole record as JSON-ready data."""
        data = {
            "imagestudio": SIDECAR_VERSION,
            "id": self.id,
            "created_at": to_iso(self.time),
            "path": self.path,
            "sha256": self.sha256,
            "bytes": self.size_bytes,
            "media_type": self.media_type,
            "width": self.width,
            "height": self.height,
            "provider": self.provider,
            "model": self.model,
            "prompt": self.prompt,
            "parameters": dict(self.parameters),
            "duration_ms": self.duration_ms,
            "cost_usd": None if self.cost is None else str(self.cost.usd),
            "estimate_usd": None if self.estimate is None else str(self.estimate.usd),
            "inference_id": self.inference_id,
            "client_request_id": self.client_request_id,
            "job_id": self.job_id,
            "content_credentials": self.content_credentials,
        }
        data |= {name: value for name, value in (("source", self.source), ("task", self.task)) if value}
        data |= inputs_to_data(self.images, self.mask)
        for name, part in (("origin", self.origin.to_data()), ("organisation", self.organisation.to_data())):
            if part:
                data[name] = part
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Record:
        """The record a sidecar holds. Raises KeyError, TypeError or ValueError where it is none of ours."""
        if data["imagestudio"] > SIDECAR_VERSION:
            raise ValueError("the sidecar was written by a newer Image Studio")
        images, mask = inputs_from_data(data)
        return cls(
            id=str(data["id"]),
            time=from_iso(data["created_at"]),
            path=str(data["path"]),
            sha256=str(data["sha256"]),
            size_bytes=int(data["bytes"]),
            media_type=str(data["media_type"]),
            width=int(data["width"]),
            height=int(data["height"]),
            provider=str(data["provider"]),
            model=str(data["model"]),
            prompt=str(data["prompt"]),
            parameters=MappingProxyType(dict(data["parameters"])),
            duration_ms=None if data["duration_ms"] is None else int(data["duration_ms"]),
            cost=_money(data["cost_usd"]),
            estimate=_money(data["estimate_usd"]),
            inference_id=str(data["inference_id"]),
            client_request_id=str(data["client_request_id"]),
            job_id=str(data["job_id"]),
            content_credentials=bool(data["content_credentials"]),
            source=str(data.get("source", "")),
            task=str(data.get("task", "")),
            organisation=Organisation.from_data(data.get("organisation", {})),
            images=images,
            mask=mask,
            origin=Origin.from_data(data.get("origin", {})),
        )


def _money(usd: str | None) -> Money | None:
    return None if usd is None else Money.from_usd(usd)
