"""The built wheel carries its data, and an import loads nothing heavy."""

from __future__ import annotations

import json
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "articles" / "go-mdf-quang-tri.txt"
HEAVY = ("spacy", "underthesea", "trafilatura", "dateparser")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", *options, str(ROOT)], check=True)
    return next(folder.glob("thidua_extract-*.whl"))


def test_the_wheel_carries_data_schema_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {f"thidua_extract/data/{p.name}" for p in (ROOT / "src" / "thidua_extract" / "data").iterdir()}
    assert shipped | {"thidua_extract/py.typed"} <= names
    assert "thidua_extract/data/announcement.schema.json" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_reads_an_article_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Dependencies come from this environment through a path file; the package itself only from the wheel."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    packages = next((home / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    where = subprocess.run(
        [python, "-c", "import thidua_extract; print(thidua_extract.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    ).stdout  # fmt: skip
    assert Path(where.strip()).is_relative_to(home)
    read = "from thidua_extract.cli import main; main()"
    done = subprocess.run([python, "-c", read, "extract", ARTICLE], capture_output=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["article"]["id"] == str(ARTICLE)


@pytest.mark.parametrize(
    "code",
    [
        "import thidua_extract",
        "from thidua_extract import Announcement, extract, read_article",
        "import thidua_extract.cli.app",
        "from thidua_extract import extract; extract('Công đoàn phát động thi đua “Lao động giỏi”.', profile='rules')",
    ],
)
def test_heavy_libraries_are_loaded_only_where_used(code: str) -> None:
    check = f"{code}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_lock_file_names_no_host_and_no_path() -> None:
    lines = (ROOT / "requirements.lock.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split("==")[0] for line in lines if "==" in line]
    assert "thidua-extract" not in pinned
    assert len(pinned) == len(set(pinned)) > 50
    assert not [line for line in lines if line.startswith("-") or "/" in line or "@" in line]
