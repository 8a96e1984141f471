"""Pages as a crawler stores them: WARC, each record packed on its own."""

from __future__ import annotations

import uuid
import zlib
from random import Random

from press import pages
from press.storing import Packed
from press.story import Story

_DATE = "2026-01-02T03:04:05Z"


class Warc(Packed):
    """A crawl: a request and a response a page, each record packed on its own, with pictures and redirects between."""

    name = "crawl-{part:04d}.warc.gz"
    others = 0

    def open(self, part: int) -> None:
        super().open(part)
        self._record("warcinfo", Random(part), b"software: made for a benchmark\r\n", kind="application/warc-fields")
        self.others += 1

    def write(self, story: Story, rng: Random) -> None:
        page = pages.page_of(story, rng, self.desk).encode()
        self._request(story, rng)
        self._response(story, rng, b"200 OK", b"text/html; charset=utf-8", page)
        self.others += 1
        if rng.random() < 0.05:
            self._response(story, rng, b"200 OK", b"image/gif", b"GIF89a" + rng.randbytes(400), name="logo.gif")
            self.others += 1
        if rng.random() < 0.05:
            self._response(story, rng, b"301 Moved Permanently", b"text/html", b"<html>moved</html>", name="old.html")
            self.others += 1

    def _request(self, story: Story, rng: Random) -> None:
        head = f"GET {story.url.removeprefix(f'https://{story.host}')} HTTP/1.1\r\nHost: {story.host}\r\n\r\n"
        self._record("request", rng, head.encode(), url=story.url, kind="application/http; msgtype=request")

    def _response(self, story: Story, rng: Random, status: bytes, kind: bytes, body: bytes, name: str = "") -> None:
        head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
        url = f"https://{story.host}/{story.number}/{name}" if name else story.url
        self._record("response", rng, head + body, url=url, kind="application/http; msgtype=response")

    def _record(self, what: str, rng: Random, block: bytes, *, kind: str, url: str = "") -> None:
        assert self.stream
        number = uuid.UUID(int=rng.getrandbits(128), version=4)
        target = f"WARC-Target-URI: {url}\r\n" if url else ""
        head = (
            f"WARC/1.0\r\nWARC-Type: {what}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n{target}"
            f"WARC-Date: {_DATE}\r\nContent-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        packer = zlib.compressobj(4, zlib.DEFLATED, 31)
        data = head.encode() + block + b"\r\n\r\n"
        self.stream.write(packer.compress(data) + packer.flush())
