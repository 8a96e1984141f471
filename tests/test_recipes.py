"""The recipes run as written: the shell lines make the outputs, the Python blocks read them."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECIPES = ROOT / "docs" / "recipes.md"
COMMANDS = re.findall(r"^thidua-extract .+$", RECIPES.read_text(encoding="utf-8"), flags=re.M)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "examples").symlink_to(ROOT / "examples")
    for command in COMMANDS:
        program = [sys.executable, "-c", "from thidua_extract.cli import main; main()"]
        subprocess.run([*program, *shlex.split(command, comments=True)[1:]], cwd=folder, check=True)
    return folder


def test_the_recipes_read_what_the_commands_wrote(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) == 5
    monkeypatch.chdir(outputs)
    tried = doctest.testfile(str(RECIPES), module_relative=False, encoding="utf-8", report=True)
    assert tried.failed == 0
    assert tried.attempted > 20
