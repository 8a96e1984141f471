"""The manifest of a run: what was read, with what, and what came of it, adding up."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from thidua_extract import __version__
from thidua_extract.archive.model import Failure, LeftOut, Outcome, Written
from thidua_extract.archive.positions import Input
from thidua_extract.archive.sinks import output_stem
from thidua_extract.archive.sinks.parts import Part, told_as_output_error
from thidua_extract.archive.state import StateError
from thidua_extract.errors import ThiduaError
from thidua_extract.lexicon import digest_tables
from thidua_extract.records import SCHEMA_VERSION
from thidua_extract.rules import digest_rules

__all__ = [
    "ManifestError",
    "Tally",
    "describe_run",
    "find_difference",
    "load_manifest",
    "manifest_path",
    "save_manifest",
]

_LIBRARIES = (
    "dateparser",
    "fastwarc",
    "lxml",
    "pyarrow",
    "pydantic",
    "regex",
    "trafilatura",
    "underthesea",
    "zstandard",
)
"""Installed libraries that the bytes of an output may hang on."""


class ManifestError(ThiduaError):
    """The numbers of a run do not add up: a fault of this program; nothing is written."""


def manifest_path(output: Path) -> Path:
    """The manifest beside an output.

    >>> manifest_path(Path("out/records.jsonl.gz")).name
    'records.manifest.json'
    """
    return output.with_name(f"{output_stem(output)}.manifest.json")


def describe_run(inputs: Sequence[Path], options: dict[str, Any]) -> dict[str, Any]:
    """What decides the bytes of a run: versions, rules, words, options and inputs, all as JSON values."""
    import_module("thidua_extract.pipeline")  # it is slow to load, and with it every rule is defined
    return {
        "library": __version__,
        "schema": SCHEMA_VERSION,
        "rules": digest_rules(),
        "lexicons": digest_tables(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "options": options,
        "inputs": [str(path) for path in inputs],
    }


def find_difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    """The first thing in which two runs differ, in words; "" where they are the same run.

    >>> find_difference({"options": {"keep_text": True}}, {"options": {"keep_text": False}})
    '--keep-text was true and is false'
    """
    for name in before.keys() | now.keys():
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            changed = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))[0]
            mark = f"--{changed.replace('_', '-')}" if name == "options" else f"the version of {changed}"
            return f"{mark} was {_told(old.get(changed))} and is {_told(new.get(changed))}"
        if name in ("inputs", "rules", "lexicons"):
            return f"the {name} are others"
        return f"the version of {name} was {_told(old)} and is {_told(new)}"
    return ""


def _told(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


class Tally:
    """Counts what the outcomes of a run come to, in order."""

    def __init__(self, given: Sequence[Input], first: int) -> None:
        self._given = given
        self.position = first
        self._inputs: list[Counter[str]] = [Counter() for _ in given]
        self._k = 0
        self._digest = hashlib.sha256()
        self._kinds: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._errors: Counter[str] = Counter()
        self.gated = 0
        self.passing = 0

    @property
    def records(self) -> int:
        """Records written."""
        return sum(self._kinds.values())

    @property
    def errors(self) -> int:
        """Sources that gave no record."""
        return sum(self._errors.values())

    @property
    def left_out(self) -> int:
        """Sources whose record was not wanted."""
        return sum(self._left_out.values())

    def add(self, outcome: Outcome) -> None:
        """Count the next outcome."""
        sha256 = ""
        if isinstance(outcome, Failure):
            what = "errors"
            self._errors[outcome.code] += 1
            self.passing += outcome.passing
        else:
            what = "records" if isinstance(outcome, Written) else "left_out"
            (self._left_out if isinstance(outcome, LeftOut) else self._kinds)[outcome.kind] += 1
            self.gated += outcome.gated
            sha256 = outcome.sha256
        self._digest.update(f"{outcome.id}\t{sha256}\n".encode("utf-8", "surrogatepass"))
        self._count_for_input(what)

    def counts(self) -> dict[str, Any]:
        """Everything counted, for the manifest.

        Raises:
            ManifestError: records, errors and what was left out are not as many as the sources.
        """
        sources = sum(given.sources for given in self._given)
        if self.records + self.errors + self.left_out != sources:
            raise ManifestError(
                f"{self.records} records, {self.errors} errors and {self.left_out} left out are not {sources} sources"
            )
        return {
            "sources": sources,
            "records": self.records,
            "errors": self.errors,
            "left_out": self.left_out,
            "skipped": sum(given.skipped for given in self._given),
            "gated": self.gated,
            "records_by_kind": dict(sorted(self._kinds.items())),
            "left_out_by_kind": dict(sorted(self._left_out.items())),
            "errors_by_code": dict(sorted(self._errors.items())),
            "errors_that_may_pass": self.passing,
            "by_input": list(self._by_input()),
            "input_digest": self._digest.hexdigest(),
        }

    def _count_for_input(self, what: str) -> None:
        """Count an outcome for the input that its position belongs to; inputs follow each other."""
        while self._k + 1 < len(self._given) and self._given[self._k + 1].first <= self.position:
            self._k += 1
        self._inputs[self._k][what] += 1
        self.position += 1

    def _by_input(self) -> Iterator[dict[str, Any]]:
        for given, counted in zip(self._given, self._inputs, strict=True):
            numbers = {what: counted[what] for what in ("records", "errors", "left_out")}
            yield {"input": given.name, "sources": given.sources, **numbers, "skipped": given.skipped}


def save_manifest(output: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of an output.

    Raises:
        OutputError: it cannot be written.
    """
    path = manifest_path(output)
    part = Part(path)
    with told_as_output_error(path):
        part.open().write(json.dumps(manifest, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
        part.finish()
        part.publish()


def load_manifest(output: Path) -> dict[str, Any] | None:
    """The manifest of an output, None where there is none.

    Raises:
        StateError: what is there is no manifest.
    """
    path = manifest_path(output)
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        manifest = None
    if not isinstance(manifest, dict):
        raise StateError(f"{path}: not the manifest of a run; remove it or give another output")
    return manifest
