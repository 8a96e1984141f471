"""The house rules that a program can check: one-way imports, single importers, no clock, small functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "thidua_extract"
MODULES = sorted(SOURCE.rglob("*.py"))

LINE = [
    {"records", "errors"},
    {"schema", "spans", "rules", "lexicon", "text"},
    {"timestamps"},
    {"blocks", "reader"},
    {"nlp"},
    {"mentions"},
    {"undecided"},
    {"anchors"},
    {"claims"},
    {"fields"},
    {"links"},
    {"confidence"},
    {"pipeline"},
    {"archive"},
    {"integrations", "review", "frames", "evaluate"},
    {"exchange"},
    {"cli"},
]
"""The line a document travels: a part imports from its own place or from places before it."""

RANK = {part: rank for rank, parts in enumerate(LINE) for part in parts}
SINGLE_IMPORTERS = {
    "underthesea": {"nlp"},
    "dateparser": {"reader", "timestamps"},
    "trafilatura": {"reader"},
    "spacy": {"integrations"},
    "pyspark": {"integrations"},
    "pyarrow": {"archive", "integrations", "frames"},
    "pandas": {"frames"},
    "fastwarc": {"archive"},
    "duckdb": {"archive"},
    "zstandard": {"archive", "evaluate"},
    "numpy": {"evaluate"},
    "typer": {"cli"},
    "rich": {"cli"},
}
SHOWN_BY_ITSELF = {("records.py", "review")}
"""A record asks, when a notebook shows it, what comes after it in the line."""
LISTENERS = {"review/serving.py"}
"""Serves the review page to the browser of the same machine, on the loopback address; asks nothing of a network."""
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
SHORT_FUNCTION = 25
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "misc"}
FORBIDDEN_CALLS = {"now", "utcnow", "today"}


def part_of(path: Path) -> str:
    """First name below the package: "mentions" for mentions/dates.py, "" for the package itself."""
    name = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


def imports_of(path: Path) -> Iterator[str]:
    """Dotted names of imported modules and, for ``from x import y``, of ``x.y``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """First names below the package of what a module imports from it."""
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("thidua_extract.")}


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{path.relative_to(SOURCE)}:{node.name}", node.end_lineno - node.lineno + 1


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@each_module
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if not part:
        return  # the package itself: public names, imported on first use
    assert part in RANK, f"{name_of(path)}: {part} has no place in the line"
    later = {name for name in own_imports(path) & RANK.keys() if RANK[name] > RANK[part]}
    later -= {name for name in later if (name_of(path), name) in SHOWN_BY_ITSELF}
    assert not later, f"{name_of(path)} imports from {later}, which come after it"


@each_module
def test_neighbours_of_one_place_do_not_lean_on_each_other(path: Path) -> None:
    part = part_of(path)
    neighbours = {n for n in own_imports(path) if n != part and part in RANK and RANK.get(n) == RANK[part]}
    allowed = {("rules", "lexicon"), ("lexicon", "text"), ("rules", "text"), ("lexicon", "rules")}
    assert not {n for n in neighbours if (part, n) not in allowed}


@pytest.mark.parametrize("path", sorted((SOURCE / "fields").rglob("*.py")), ids=name_of)
def test_fields_never_import_each_other(path: Path) -> None:
    own = path.relative_to(SOURCE / "fields").parts[0].removesuffix(".py")
    imported = {n.split(".")[2] for n in imports_of(path) if n.startswith("thidua_extract.fields.")}
    fields = {p.name.removesuffix(".py") for p in (SOURCE / "fields").iterdir()} - {"__init__", "__pycache__"}
    siblings = {n for n in imported & fields if n != own and not n.startswith(f"{own}_") and not own.startswith(n)}
    assert not siblings


@pytest.mark.parametrize("library", SINGLE_IMPORTERS)
def test_libraries_have_one_importer(library: str) -> None:
    importers = {part_of(p) for p in MODULES if any(n.split(".")[0] == library for n in imports_of(p))}
    assert importers <= SINGLE_IMPORTERS[library]


@pytest.mark.parametrize("library", ["underthesea", "dateparser", "trafilatura"])
def test_slow_libraries_are_imported_inside_functions(library: str) -> None:
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                assert library not in {n.split(".")[0] for n in names}, name_of(path)


@each_module
def test_no_clock_and_no_network(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not calls & FORBIDDEN_CALLS
    reaching = {"requests", "urllib", "http", "socket", "httpx", "random"} & {n.split(".")[0] for n in imports_of(path)}
    assert not reaching or name_of(path) in LISTENERS


@each_module
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_modules_have_telling_names(path: Path) -> None:
    assert not {p.removesuffix(".py") for p in path.relative_to(SOURCE).parts} & FORBIDDEN_NAMES


@each_module
def test_no_function_is_long(path: Path) -> None:
    assert not [name for name, length in functions_of(path) if length > LONGEST_FUNCTION]


def test_nine_in_ten_functions_are_short() -> None:
    lengths = [length for path in MODULES for _, length in functions_of(path)]
    assert sum(length <= SHORT_FUNCTION for length in lengths) >= 0.9 * len(lengths)


def test_data_tables_are_loaded_in_one_way() -> None:
    openers = {name_of(p) for p in MODULES if any(n.startswith("importlib.resources") for n in imports_of(p))}
    assert openers == {"lexicon.py", "schema.py", "review/page.py"}
