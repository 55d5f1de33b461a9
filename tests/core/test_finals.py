"""What a final asks for is its draft in full quality, as far as the model knows what the draft was made with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imagestudio.core.catalog import Catalog
from imagestudio.core.errors import RequestError
from imagestudio.core.finals import final_of, finishing_models, qualities_of
from imagestudio.core.record import Record
from imagestudio.parts import load_catalog

CATALOG: Catalog = load_catalog()
DRAFT = Record(
    id="20261121-090000-0a1b2c3d",
    time=1,
    path="originals/2026/11/20261121-090000-0a1b2c3d.png",
    sha256="0" * 64,
    size_bytes=9,
    media_type="image/png",
    width=1024,
    height=1536,
    provider="aimlapi",
    model="openai/gpt-image-1-mini",
    prompt="a fox",
    parameters={"quality": "low", "size": "1024x1536", "background": "opaque", "moderation": "low"},
)
SPEC = CATALOG.models[1]


def test_words_shape_and_what_the_model_knows_stay_and_the_quality_is_the_chosen_one() -> None:
    request = final_of(SPEC, DRAFT, "high")
    assert (request.prompt, request.count, request.mask) == ("a fox", 1, None)
    assert request.parameters["quality"] == "high"
    assert request.parameters["size"] == "1024x1536"
    assert request.parameters["background"] == "opaque"
    assert "moderation" not in request.parameters  # which edits do not have
    assert [(image.width, image.height) for image in request.images] == [(1024, 1536)]


def test_a_picture_of_another_program_gets_the_nearest_shape() -> None:
    foreign = replace(DRAFT, width=4000, height=2100, parameters={"steps": 20, "quality": "ultra"})
    request = final_of(SPEC, foreign, "high")
    assert (request.parameters["size"], request.parameters["quality"]) == ("1536x1024", "high")
    assert "steps" not in request.parameters


def test_what_means_nothing_any_more_is_left_out() -> None:
    draft = replace(DRAFT, parameters={"output_format": "png", "output_compression": 40})
    assert "output_compression" not in final_of(SPEC, draft, "high").parameters
    draft = replace(DRAFT, parameters={"output_format": "jpeg", "output_compression": 40})
    assert final_of(SPEC, draft, "high").parameters["output_compression"] == 40


def test_what_does_not_go_together_is_made_plain() -> None:
    draft = replace(DRAFT, parameters={"output_format": "jpeg", "background": "transparent"})
    request = final_of(SPEC, draft, "high")
    assert (request.parameters["quality"], request.parameters["size"]) == ("high", "1024x1536")


def test_a_picture_without_words_cannot_be_made_final() -> None:
    with pytest.raises(RequestError):
        final_of(SPEC, replace(DRAFT, prompt=" "), "high")


def test_only_models_that_edit_finish() -> None:
    assert [spec.id for spec in finishing_models(CATALOG)] == ["openai/gpt-image-1", "openai/gpt-image-2"]
    assert [choice.value for choice in qualities_of(SPEC)] == ["low", "medium", "high"]
