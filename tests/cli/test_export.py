"""`imagestudio export`: copies of what a search finds."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run


@pytest.fixture
def two(run: Run) -> None:
    for prompt in ("a red fox", "a blue whale"):
        assert run("generate", prompt, "--demo", "--quality", "low").code == 0


@pytest.mark.usefixtures("two")
def test_what_a_search_finds_is_exported_as_received(run: Run, tmp_path: Path) -> None:
    done = run("export", "fox", "--to", str(tmp_path / "out"), "--kind", "as-received", "--name", "{prompt}")
    assert (done.code, done.out) == (0, f"{tmp_path / 'out'}\n"), done.err
    (kept,) = run("history", "--search", "fox", "--json").objects
    assert (tmp_path / "out" / "a red fox.png").read_bytes() == Path(kept["path"]).read_bytes()
    assert "1 of 1" in done.err
    done = run("export", "zebra", "--to", str(tmp_path / "none"))
    assert (done.code, done.out) == (0, "")
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("two")
def test_a_zip_of_small_jpegs_with_the_prompt_inside_and_a_list(run: Run, tmp_path: Path) -> None:
    options = ["--format", "jpeg", "--size", "25%", "--list", "jsonl", "--json", "--name", "{n}"]
    done = run("export", "--to", str(tmp_path / "all.zip"), *options)
    assert done.code == 0, done.err
    (told,) = done.objects
    assert (told["place"], told["done"], told["refused"]) == (str(tmp_path / "all.zip"), 2, [])
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert sorted(archive.namelist()) == ["1.jpg", "2.jpg", "pictures.jsonl"]
        prompts = [json.loads(line)["prompt"] for line in archive.read("pictures.jsonl").splitlines()]
        with archive.open("1.jpg") as file, Image.open(file) as image:
            assert max(image.size) == 256
    assert prompts == ["a blue whale", "a red fox"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--name", "a/b"], "character 2"),
        (["--name", "{what}"], "{prompt}"),
        (["--size", "big"], "2048"),
        (["--size", "101%"], "100"),
        (["--kind", "as-received", "--format", "png"], "what was received"),
        (["--quality", "0"], "1 to 100"),
        (["--background", "red"], "#ffffff"),
        (["rating:many"], "“many”"),
    ],
)
def test_wrong_choices_are_told_and_nothing_is_made(run: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    done = run("export", "--to", str(tmp_path / "out"), *arguments)
    assert done.code == 2, done.err
    assert told in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("two")
def test_a_picture_that_is_gone_is_named_and_the_others_come(run: Run, tmp_path: Path) -> None:
    (kept,) = run("history", "--search", "fox", "--json").objects
    Path(kept["path"]).unlink()
    done = run("export", "--to", str(tmp_path / "out"), "--name", "{prompt}")
    assert done.code == 1
    assert "a red fox.png: " in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a blue whale.png"]


def test_there_is_nothing_to_export_without_a_library(run: Run, tmp_path: Path, library: Path) -> None:
    assert run("export", "--to", str(tmp_path / "out")).code == 1
    assert not library.exists()
