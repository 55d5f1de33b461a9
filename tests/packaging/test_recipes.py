"""The recipes for systems that are not here, and the man page, name what exists and say what the program says."""

from __future__ import annotations

import argparse
import ast
import configparser
import re
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from imagestudio.application import APP_USER_MODEL_ID
from imagestudio.arguments import COMMANDS
from imagestudio.cli_parser import command_parser, window_parser
from imagestudio.core.link import SCHEME

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
WORKFLOW = ROOT / ".github" / "workflows" / "packages.yml"
SPECS = ("linux", "windows", "macos")
_MADE = ("packaging/linux/verify/evidence",)


def _read(*parts: str) -> str:
    return PACKAGING.joinpath(*parts).read_text(encoding="utf-8")


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {name for action in parser._actions for name in action.option_strings if name.startswith("--")}


def _commands() -> dict[str, argparse.ArgumentParser]:
    parser = command_parser()
    found = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def test_the_man_page_tells_every_command_with_every_option() -> None:
    text = _read("linux", "imagestudio.1").replace("\\-", "-")
    common, *sections = text.split("\n.SS imagestudio ")
    told = {section.split()[0]: section for section in sections}
    assert set(told) == set(COMMANDS) == set(_commands())
    assert [option for option in _options(window_parser()) if option not in common] == []
    shared = {"--help", "--library", "--base-url"}
    for name, parser in _commands().items():
        assert [option for option in _options(parser) - shared if option not in told[name]] == [], name
        for action in parser._actions:
            words = action.choices if not action.option_strings else None
            assert [word for word in words or () if word not in told[name]] == [], name


def test_the_man_page_names_no_option_that_is_not_there() -> None:
    text = _read("linux", "imagestudio.1").replace("\\-", "-")
    known = set().union(_options(window_parser()), *map(_options, _commands().values()), {"--version", "--"})
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= known


def test_debians_changelog_is_made_of_ours() -> None:
    script = PACKAGING / "linux" / "changelog.py"
    command = [sys.executable, str(script), "9.8.7", "1700000000", "Some One <one@example.com>"]
    made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert made.startswith("imagestudio (9.8.7) stable; urgency=medium\n\n  * ")
    assert " -- Some One <one@example.com>  Tue, 14 Nov 2023 22:13:20 +0000\n" in made
    assert [line for line in made.splitlines() if len(line) > 80] == []
    ours = re.findall(r"^- (\S+ \S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert ours
    assert [point for point in ours if f"  * {point}" not in made] == []


def test_the_changelog_is_one_of_the_kind_that_is_kept() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    releases = [line for line in lines if line.startswith("## ")]
    assert releases[0] == "## [Unreleased]"
    assert all(re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", line) for line in releases[1:])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert {line.removeprefix("### ") for line in lines if line.startswith("### ")} <= kinds


def test_every_word_against_lintian_is_explained() -> None:
    lines = [line for line in _read("linux", "lintian-overrides").splitlines() if line]
    assert lines[0].startswith("#")
    explained = [before for before, line in pairwise(lines) if line.startswith("imagestudio: ")]
    assert len(explained) == sum(line.startswith("imagestudio: ") for line in lines)


@pytest.mark.parametrize("system", SPECS)
def test_the_spec_files_can_be_read_and_take_what_is_shared(system: str) -> None:
    tree = ast.parse(_read(system, "imagestudio.spec"))
    shared = ast.parse(_read("freezing.py"))
    given = {node.name for node in shared.body if isinstance(node, ast.FunctionDef)}
    given |= {
        target.id
        for node in shared.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    taken = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "freezing"
        for alias in node.names
    }
    assert {"ENTRY", "modules", "resources", "slim"} <= taken <= given


def _named_in(text: str) -> set[str]:
    """The files of packaging/ that are named, in either way of writing paths."""
    return {name.replace("\\", "/") for name in re.findall(r"(?<![\w.])packaging[/\\][\w./\\-]*[\w]", text)}


@pytest.mark.parametrize(
    "path", [WORKFLOW, PACKAGING / "windows" / "build.ps1", PACKAGING / "macos" / "build", PACKAGING / "RELEASE.md"]
)
def test_what_a_recipe_names_exists(path: Path) -> None:
    named = _named_in(path.read_text(encoding="utf-8")) - set(_MADE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_workflow_runs_scripts_that_can_be_run() -> None:
    steps = re.findall(r"- run: (packaging/[\w/-]+)", WORKFLOW.read_text(encoding="utf-8"))
    assert {"packaging/linux/build", "packaging/linux/verify", "packaging/macos/build"} <= set(steps)
    assert [name for name in steps if not (ROOT / name).stat().st_mode & stat.S_IXUSR] == []


def test_the_workflow_runs_on_images_that_are_still_there() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    retired = {"ubuntu-20.04", "windows-2019", "macos-12", "macos-13", "macos-14"}  # github.com/actions/runner-images
    runners = re.search(r"runner: \[([^\]]+)\]", text)
    assert runners is not None
    used = {*re.findall(r"runs-on: ([\w.-]+)$", text, re.MULTILINE), *runners[1].split(", ")}
    assert len(used) == 4
    assert used.isdisjoint(retired)


def test_the_installer_takes_files_that_exist_or_are_made_before() -> None:
    text, made = _read("windows", "imagestudio.iss"), _read("windows", "build.ps1")
    for name in re.findall(r'\{#Root\}\\([^"\r\n]+)', text):
        path = name.replace("\\", "/")
        if path.startswith(".packaging/icons/"):
            assert r"packaging\icons.py .packaging\icons" in made
        elif path.startswith(".packaging/windows/frozen/"):
            assert r"--distpath .packaging\windows\frozen" in made
        elif path != "dist":
            assert (ROOT / path).is_file(), path


def test_the_window_and_its_shortcuts_share_a_button_on_windows() -> None:
    said = re.findall(r'AppUserModelID: "([^"]+)"', _read("windows", "imagestudio.iss"))
    assert len(said) == 2
    assert set(said) == {APP_USER_MODEL_ID}


def test_every_system_opens_the_same_files_and_links() -> None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.read_string(_read("linux", "imagestudio.desktop"))
    linux = set(parser["Desktop Entry"]["MimeType"].rstrip(";").split(";"))
    installer, bundle = _read("windows", "imagestudio.iss"), _read("macos", "imagestudio.spec")
    endings = set(re.findall(r"Software\\Classes\\\.(\w+)\\OpenWithProgids", installer))
    assert endings == {"png", "jpg", "jpeg", "webp", "zip"}
    assert linux == {"image/png", "image/jpeg", "image/webp", "application/zip", f"x-scheme-handler/{SCHEME}"}
    kinds = {"public.png", "public.jpeg", "org.webmproject.webp", "public.zip-archive"}
    assert set(re.findall(r'"((?:public|org)\.[\w.-]+)"\)', bundle)) == kinds
    assert rf'Subkey: "Software\Classes\{SCHEME}"' in installer
    assert f'"CFBundleURLSchemes": ["{SCHEME}"]' in bundle


def test_what_is_opened_is_never_taken_for_an_option() -> None:
    """Anybody may have written a link or named a file."""
    commands = re.findall(
        r'shell\\open\\command".*ValueData: "(.+?)"(?:;|$)', _read("windows", "imagestudio.iss"), re.M
    )
    assert len(commands) == 3
    assert [command for command in commands if not command.endswith(' -- ""%1""')] == []
