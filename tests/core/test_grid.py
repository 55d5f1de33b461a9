"""Grids: what varies, which request each cell is, and what can never be sent."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from imagestudio.core.catalog import Catalog, Choice, ModelSpec, Parameter, ParameterType, Price
from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.grid import MOST_CELLS, TOGETHER, Axis, Grid, new_grid, with_values
from imagestudio.core.grid_cells import Obstacle, cells_of
from imagestudio.core.grid_labels import differing
from imagestudio.core.grid_paper import in_one, on_paper
from imagestudio.core.request import make_request
from imagestudio.core.styles import Style
from tests.core.test_catalog import shipped

MINI, ONE = "openai/gpt-image-1-mini", "openai/gpt-image-1"
A4 = (210.0, 297.0)


def made(**values: tuple[str, ...]) -> Grid:
    usual = {
        "prompt": ("a red fox", "a blue fox", "a fox"),
        "model": (MINI, ONE),
        "quality": ("low", "high"),
        "size": ("1024x1024",),
        "background": ("auto",),
        "style": ("",),
    }
    chosen = {Axis(axis): each for axis, each in {**usual, **values}.items()}
    return new_grid("Foxes", chosen, typed="a {red|blue|} fox", parameters={"output_format": "png"})


def test_rows_columns_and_sections_are_what_varies_in_its_order() -> None:
    grid = made()
    assert grid.axes == (Axis.PROMPT, Axis.MODEL, Axis.QUALITY)
    assert (len(grid.rows), len(grid.columns), len(grid.sections), grid.count) == (3, 2, 2, 12)
    turned = grid.moved(Axis.QUALITY, 0)
    assert turned.axes == (Axis.QUALITY, Axis.MODEL, Axis.PROMPT)
    assert with_values(turned, Axis.MODEL, [MINI]).axes == (Axis.QUALITY, Axis.PROMPT)


def test_each_cell_is_the_request_that_the_same_settings_make_elsewhere() -> None:
    cells = cells_of(made(), shipped())
    spec = shipped().get(ONE)
    assert spec is not None
    assert [cell.place for cell in cells][:3] == [(0, 0, 0), (0, 0, 1), (0, 1, 0)]
    last = next(cell for cell in cells if cell.place == (1, 2, 1))
    same = make_request(spec, "a fox", {"quality": "high", "size": "1024x1024"})
    assert last.request == same
    assert last.key == fingerprint(same)
    assert last.origin.template == "a {red|blue|} fox"
    assert len({cell.key for cell in cells}) == 12


def test_styles_are_put_around_the_prompt_as_they_were_when_they_were_chosen() -> None:
    styles = (Style("Ink", "{prompt}, ink"), Style("Soft", "soft light"))
    grid = replace(made(prompt=("a fox",), style=("", "Ink", f"Ink{TOGETHER}Soft")), styles=styles)
    prompts = {cell.request.prompt for cell in cells_of(grid, shipped()) if cell.request is not None}
    assert prompts == {"a fox", "a fox, ink", "a fox, ink, soft light"}
    assert {cell.origin.styles for cell in cells_of(grid, shipped())} == {(), ("Ink",), ("Ink", "Soft")}


def test_what_a_model_does_not_have_is_never_a_request() -> None:
    size = Parameter("size", "Size", ParameterType.CHOICE, "512x512", (Choice("512x512", "Small"),))
    small = ModelSpec("small", "Small", "", (size,), (), Price(), 100, edits=False, expected_seconds={})
    catalog = Catalog([*shipped().models, small])
    grid = made(model=(MINI, "small", "gone"), size=("1024x1024", "512x512"), prompt=("a fox",), quality=("low",))
    found = {(cell.place[0], cell.place[1]): cell for cell in cells_of(grid, catalog)}
    kinds = [cell.hindrance.obstacle if cell.hindrance else None for cell in cells_of(grid, catalog)]
    assert kinds == [None, Obstacle.NOT_OFFERED, Obstacle.NOT_OFFERED, None, Obstacle.NO_MODEL, Obstacle.NO_MODEL]
    assert all((cell.request is None) == (cell.hindrance is not None) for cell in found.values())


def test_values_that_do_not_go_together_say_so_with_the_models_own_words() -> None:
    grid = replace(made(background=("auto", "transparent")), parameters={"output_format": "jpeg"})
    grid = with_values(grid, Axis.QUALITY, ["low"])
    broken = [cell.hindrance for cell in cells_of(grid, shipped()) if cell.hindrance is not None]
    assert len(broken) == 6
    assert {hindrance.because for hindrance in broken} == {"A transparent background needs PNG or WebP."}


def test_an_empty_or_too_long_prompt_is_no_request_and_styles_alone_are_none() -> None:
    grid = replace(made(prompt=("", "x" * 40_000), style=("Ink",)), styles=(Style("Ink", "ink"),))
    assert {cell.request for cell in cells_of(grid, shipped())} == {None}


def test_more_than_three_axes_or_too_many_cells_have_none() -> None:
    assert cells_of(made(size=("1024x1024", "1024x1536")), shipped()) == []
    many = with_values(made(), Axis.PROMPT, [f"fox {number}" for number in range(MOST_CELLS)])
    assert many.is_too_much
    assert cells_of(many, shipped()) == []


def test_a_grid_comes_back_from_its_file_as_it_was() -> None:
    grid = replace(made(), styles=(Style("Ink", "{prompt}, ink 雪"),))
    assert Grid.from_data(json.loads(json.dumps(grid.to_data()))) == grid


@pytest.mark.parametrize(
    "change", [{"imagestudio": 2}, {"id": "../evil"}, {"values": {"prompt": "x"}}, {"values": {"angle": []}}]
)
def test_what_is_no_grid_of_ours_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Grid.from_data({**made().to_data(), **change})


def test_labels_of_prompts_are_what_differs() -> None:
    assert differing(["a red fox, soft", "a deep blue fox, soft"]) == ["red", "deep blue"]
    assert differing(["a fox", "a red fox"]) == ["a fox", "a red fox"]
    assert differing(["one"]) == ["one"]


@pytest.mark.parametrize("ratio", [0.5, 1.0, 1.5])
def test_on_paper_every_cell_stands_once_inside_of_its_page(ratio: float) -> None:
    grid = with_values(made(), Axis.PROMPT, [f"fox {number}" for number in range(23)])
    pages = on_paper(grid, A4, ratio)
    places = [
        (part.section, row, column)
        for page in pages
        for part in page.parts
        for row in part.rows
        for column in part.columns
    ]
    assert sorted(places) == [cell.place for cell in cells_of(grid, shipped())]
    for page in pages:
        assert {page.width, page.height} == set(A4)
        boxes = [box for part in page.parts for box in (*part.cells, *part.row_labels, *part.column_labels)]
        assert all(box.left >= 0 and box.left + box.width <= page.width for box in boxes)
        assert all(box.top >= 0 and box.top + box.height <= page.height for box in boxes)


def test_a_small_grid_is_one_page_a_section_and_one_picture() -> None:
    assert len(on_paper(made(), A4, 1.0)) == 2
    picture = in_one(made(), 1.0)
    assert [part.section for part in picture.parts] == [0, 1]
    assert picture.parts[-1].cells[-1].top + picture.parts[-1].cells[-1].height < picture.height
