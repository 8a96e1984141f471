"""The JSON Schema: what is shipped is what the models say, and records keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from thidua_extract import extract, read_article
from thidua_extract.records import SCHEMA_VERSION
from thidua_extract.schema import generate_schema, load_schema

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "articles").glob("*.txt"))
CODEBOOK = {
    "article": "id title published_on publisher url byline sha256 text_basis text_sha256 gated",
    "campaign": "name year launched_on",
    "issuing_bodies": "name organ body_type level place",
    "officials": "name position body",
    "phases": "label ordinal start end start_grain end_grain campaign",
    "themes": "text kind scope phase year set_by",
    "movements": "name id kind sponsor aliases",
    "targets": "quantity what who period phase",
    "statistics": "quantity what who period",
    "documents": "number type issued_on issuer",
    "issues": "code message field",
}


def test_the_shipped_schema_is_the_generated_one() -> None:
    assert json.loads(load_schema()) == json.loads(generate_schema()), (
        "records.py changed: run `make schema`, and think of SCHEMA_VERSION"
    )


def test_the_schema_is_valid_and_versioned() -> None:
    schema = json.loads(load_schema())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f":{SCHEMA_VERSION}")


@pytest.mark.parametrize("field", CODEBOOK)
def test_the_schema_has_the_names_of_the_codebook(field: str) -> None:
    schema = json.loads(load_schema())
    shape = schema["properties"][field]
    reference = shape.get("$ref") or shape["items"]["$ref"]
    model = schema["$defs"][reference.rsplit("/", 1)[1]]
    assert set(CODEBOOK[field].split()) <= set(model["properties"])
    if shape.get("type") == "array" and field != "issues":
        assert {"evidence", "rule", "confidence"} <= set(model["properties"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_records_keep_to_the_schema(path: Path) -> None:
    record = json.loads(extract(read_article(path)).model_dump_json())
    Draft202012Validator(json.loads(load_schema())).validate(record)
