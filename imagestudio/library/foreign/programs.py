"""The JSON that InvokeAI, SwarmUI, StabilityMatrix and Fooocus write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from imagestudio.library.foreign.foreign import (
    Foreign,
    json_object,
    model_name,
    name_of,
    object_in,
    parameters_of,
    text_of,
    with_size,
)

STABILITY_MATRIX = "StabilityMatrix"

_INVOKE = ("seed", "steps", "cfg_scale", "scheduler", "generation_mode", "negative_prompt", "app_version", "strength")
_SWARM_ELSEWHERE = frozenset({"prompt", "model", "width", "height", "negativeprompt", "cfgscale", "swarm_version"})
_FOOOCUS_ELSEWHERE = frozenset({"prompt", "base_model", "width", "height", "full_prompt", "full_negative_prompt"})


def read_invokeai(text: str) -> Foreign | None:
    data = json_object(text)
    if data is None:
        return None
    model = data.get("model")
    if isinstance(model, dict):
        model = model.get("name") or model.get("model_name") or model.get("key")
    pairs: list[tuple[object, object]] = [(name, data.get(name)) for name in _INVOKE]
    return _told(
        Foreign(
            program="InvokeAI",
            prompt=text_of(data.get("positive_prompt")),
            model=model_name(model),
            parameters=parameters_of(with_size(pairs, data.get("width"), data.get("height"))),
        )
    )


def read_swarm(text: str) -> Foreign | None:
    """SwarmUI's object, which stands where others have A1111's text."""
    data = json_object(text)
    if data is None or "sui_image_params" not in data:
        return None
    values, extra = object_in(data, "sui_image_params"), object_in(data, "sui_extra_data")
    pairs = [(name, value) for name, value in values.items() if name not in _SWARM_ELSEWHERE]
    pairs += [("cfg_scale", values.get("cfgscale")), ("negative_prompt", values.get("negativeprompt"))]
    return _told(
        Foreign(
            program="SwarmUI",
            prompt=text_of(values.get("prompt")),
            model=model_name(values.get("model")),
            parameters=parameters_of(with_size(list(pairs), values.get("width"), values.get("height"))),
            made=_moment_with_time(extra.get("date")),
        )
    )


def read_fooocus(text: str) -> Foreign | None:
    """Fooocus's own scheme, which may stand in `parameters` too."""
    data = json_object(text)
    if data is None or "prompt" not in data or "base_model" not in data:
        return None
    pairs = [(name, value) for name, value in data.items() if name not in _FOOOCUS_ELSEWHERE]
    return _told(
        Foreign(
            program="Fooocus",
            prompt=text_of(data["prompt"]),
            model=model_name(data["base_model"]),
            parameters=parameters_of(with_size(list(pairs), data.get("width"), data.get("height"))),
        )
    )


def read_stability_matrix(text: str) -> Foreign | None:
    data = json_object(text)
    if data is None:
        return None
    values: Mapping[str, Any] = {str(name).lower().replace("_", ""): value for name, value in data.items()}
    pairs: list[tuple[object, object]] = [
        ("seed", values.get("seed")),
        ("steps", values.get("steps")),
        ("cfg_scale", values.get("cfgscale")),
        ("sampler", values.get("sampler")),
        ("model_hash", values.get("modelhash")),
        ("negative_prompt", values.get("negativeprompt")),
    ]
    return _told(
        Foreign(
            program=STABILITY_MATRIX,
            prompt=text_of(values.get("positiveprompt")),
            model=model_name(values.get("modelname")),
            parameters=parameters_of(with_size(pairs, values.get("width"), values.get("height"))),
        )
    )


def _told(foreign: Foreign) -> Foreign | None:
    return foreign if foreign.tells else None


def _moment_with_time(value: object) -> int | None:
    """A moment that has a time of day; a day alone says less than the file does."""
    text = name_of(value)
    if len(text) <= len("2026-11-21"):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return int(moment.astimezone(UTC).timestamp() * 1_000_000)
    except (ValueError, OverflowError, OSError):
        return None
