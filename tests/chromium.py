"""Headless Chromium for tests: the machine's own, and a watch over what a page asks for and complains of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Beside ``--headless``, which Playwright gives; ``--no-sandbox`` because CI runs as root."""
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Watched:
    """A page and what it did that it must not do."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def asked(self, dialog: Dialog) -> None:
        """Let a question before leaving pass; any other dialog is an alert that something set off."""
        if dialog.type != "beforeunload":
            self.complaints.append(f"dialog: {dialog.message}")
        dialog.accept()


def find_chromium() -> str:
    """Where Chromium is; a machine without it fails the test, with the line that mends it."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    pytest.fail("Chromium is not installed: apt-get install -y chromium")


@contextmanager
def opened(
    profile: Path, *, locale: str = "en-GB", width: int = 1280, height: int = 800, allowed: str = "file:"
) -> Iterator[Page]:
    """A page of a browser of its own; on leaving, no error on the console and no request beyond ``allowed``."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            args=FLAGS,
            headless=True,
            locale=locale,
            viewport={"width": width, "height": height},
            accept_downloads=True,
        )
        watched = Watched(context.new_page())
        page = watched.page
        page.set_default_timeout(20_000)
        page.on("console", lambda message: watched.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("dialog", lambda dialog: watched.asked(dialog))
        context.on("request", lambda request: watched.requests.append(request.url))
        try:
            yield page
        finally:
            context.close()
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith((allowed, "blob:"))] == []
