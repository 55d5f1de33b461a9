"""The catalog: the shipped files, and what is said of wrong ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imagestudio.core.catalog import Catalog, ModelSpec
from imagestudio.core.catalog_file import read_catalog, read_model
from imagestudio.core.errors import CatalogError

MODELS = Path(__file__).resolve().parents[2] / "resources" / "models"


def shipped() -> Catalog:
    return read_catalog((path.name, path.read_text(encoding="utf-8")) for path in MODELS.glob("*.json"))


def mini_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((MODELS / "gpt-image-1-mini.json").read_text(encoding="utf-8"))
    return data


def test_the_shipped_files_are_right_and_hold_the_four_models() -> None:
    catalog = shipped()
    assert catalog.problems == ()
    assert {spec.id for spec in catalog.models} == {
        "openai/gpt-image-1",
        "openai/gpt-image-1-mini",
        "openai/gpt-image-1-5",
        "openai/gpt-image-2",
    }


@pytest.mark.parametrize("spec", shipped().models, ids=lambda spec: spec.id)
def test_each_model_takes_what_the_service_publishes(spec: ModelSpec) -> None:
    offered = {p.name: p.allowed for p in spec.parameters}
    assert offered == {
        "size": "1024x1024, 1024x1536, 1536x1024",
        "quality": "low, medium, high",
        "background": "auto, opaque, transparent",
        "output_format": "png, jpeg, webp",
        "output_compression": "0 to 100",
        "moderation": "auto, low",
    }
    assert spec.prompt_limit == 32_000
    assert spec.defaults() == {
        "size": "1024x1024",
        "quality": "medium",
        "background": "auto",
        "output_format": "png",
        "moderation": "auto",
    }


def test_a_model_is_found_by_another_name_of_it() -> None:
    found = shipped().get("gpt-image-1-mini")
    assert found is not None
    assert found.id == "openai/gpt-image-1-mini"


def test_a_wrong_file_is_named_and_the_rest_still_works() -> None:
    files = [(path.name, path.read_text(encoding="utf-8")) for path in MODELS.glob("*.json")]
    catalog = read_catalog([*files, ("broken.json", "{"), ("empty.json", "{}")])
    assert len(catalog.models) == len(files)
    assert [problem.partition(":")[0] for problem in catalog.problems] == ["broken.json", "empty.json"]


def change(path: str, value: object) -> str:
    data = mini_data()
    target: Any = data
    *steps, last = path.split(".")
    for step in steps:
        target = target[int(step)] if step.isdigit() else target[step]
    if value is None:
        del target[last]
    else:
        target[int(last) if last.isdigit() else last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("format", 2, "format: this program reads format 1"),
        ("name", None, "name: is missing"),
        ("name", " ", "name: is empty"),
        ("summary", 3, "summary: 3 is not a text"),
        ("prompt_limit", 0, "prompt_limit: 0 is less than 1"),
        ("prompt_limit", True, "prompt_limit: True is not a whole number"),
        ("edits", "no", "edits: 'no' is not true or false"),
        ("parameters", [], "parameters: is empty"),
        ("parameters.0.type", "slider", "parameters[0].type: 'slider' is none of choice, integer"),
        ("parameters.0.default", "1x1", "parameters.size.default: '1x1' is none of 1024x1024, 1024x1536, 1536x1024"),
        ("parameters.1.name", "size", "parameters: size is there twice"),
        ("parameters.4.only_if.parameter", "shape", "only_if.parameter: there is no parameter 'shape'"),
        ("parameters.4.only_if.values", ["gif"], "only_if.values: 'gif' is none of png, jpeg, webp"),
        ("rules.0.when.values", [], "rules[0].when.values: is empty"),
        ("rules.0.because", None, "rules[0].because: is missing"),
        ("rules.0.when", {"parameter": "background", "values": ["auto", "transparent"]}, ""),
        ("price.text_in", "much", "price.text_in: 'much' is not an amount"),
        ("price.tokens", [], "price.tokens: [] is not an object"),
    ],
)
def test_a_mistake_is_named_by_where_it_stands(path: str, value: object, said: str) -> None:
    text = change(path, value)
    if not said:
        assert read_model(text).rules
        return
    with pytest.raises(CatalogError) as caught:
        read_model(text)
    assert said in caught.value.said


def test_defaults_that_break_a_rule_are_a_mistake() -> None:
    data = mini_data()
    data["rules"][0]["when"]["values"] = ["auto"]
    data["rules"][0]["require"]["values"] = ["webp"]
    with pytest.raises(CatalogError, match="the defaults break"):
        read_model(json.dumps(data))


def test_two_files_for_one_model_are_a_mistake() -> None:
    text = json.dumps(mini_data())
    catalog = read_catalog([("a.json", text), ("b.json", text)])
    assert len(catalog.models) == 1
    assert "b.json: id: openai/gpt-image-1-mini stands in another file already" in catalog.problems
