"""Options that several commands have, and how a command ends that cannot go on."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

__all__ = ["KeepText", "ProfileName", "ProfileOption", "PublishedOn", "stop"]


class ProfileName(StrEnum):
    """The two named profiles."""

    FULL = "full"
    RULES = "rules"


PublishedOn = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Publication date, where the source carries none."),
]
ProfileOption = Annotated[
    ProfileName, typer.Option(help="full: rules, and underthesea where they leave something undecided; rules: no NLP.")
]
KeepText = Annotated[bool, typer.Option("--keep-text", help="Put the text that offsets count in into the record.")]


def stop(message: str, *, code: int) -> NoReturn:
    """End the command with one line on standard error."""
    typer.echo(f"thidua-extract: {message}", err=True)
    raise typer.Exit(code)
