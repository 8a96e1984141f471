"""Folders, walked in the order of the paths below them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from thidua_extract.archive.containers.place import readable

__all__ = ["Walk", "walk_folder"]

Walk = Iterator[tuple[Path, OSError | None]]


def walk_folder(folder: Path, *, exclude: frozenset[Path] = frozenset()) -> Walk:
    """What lies below ``folder`` and is no folder, links to folders too, in the order of the relative paths.

    Links to folders are not followed, so that no loop is walked. A folder that cannot be listed comes with its error.
    """
    hidden = {os.path.realpath(path) for path in exclude}
    names = {os.path.basename(path) for path in hidden}
    levels = [iter([(readable(folder.name), folder, True)])]
    while levels:
        step = next(levels[-1], None)
        if step is None:
            levels.pop()
            continue
        _, path, is_folder = step
        if path.name in names and os.path.realpath(path) in hidden:
            continue
        if not is_folder:
            yield path, None
            continue
        try:
            levels.append(iter(_entries(path)))
        except OSError as error:
            yield path, error


def _entries(folder: Path) -> list[tuple[str, Path, bool]]:
    """Names in a folder, as they stand in a path: those of folders end with a slash."""
    with os.scandir(folder) as found:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    named = [(readable(name) + "/" * is_folder, folder / name, is_folder) for name, is_folder in entries]
    return sorted(named, key=lambda entry: (entry[0], os.fsencode(entry[1])))
