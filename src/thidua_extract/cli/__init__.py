"""The command line: ``thidua-extract``."""

from thidua_extract.cli.app import app, main

__all__ = ["app", "main"]
