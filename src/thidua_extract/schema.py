"""The JSON Schema of the public record, generated from the models and shipped as ``data/announcement.schema.json``."""

from __future__ import annotations

import json
from importlib.resources import files

from thidua_extract.records import SCHEMA_VERSION, Announcement

__all__ = ["SCHEMA_FILE", "generate_schema", "load_schema"]

SCHEMA_FILE = "announcement.schema.json"


def generate_schema() -> str:
    """The schema of :class:`~thidua_extract.records.Announcement` as it is written to JSON."""
    schema = Announcement.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:thidua-extract:announcement:{SCHEMA_VERSION}",
    }
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


def load_schema() -> str:
    """The schema as shipped with the package.

    >>> json.loads(load_schema())["$id"]
    'urn:thidua-extract:announcement:1.2'
    """
    return files("thidua_extract").joinpath("data", SCHEMA_FILE).read_text(encoding="utf-8")


def main() -> None:
    """Write the schema to standard output: ``python -m thidua_extract.schema``."""
    import sys

    sys.stdout.write(generate_schema())


if __name__ == "__main__":
    main()
