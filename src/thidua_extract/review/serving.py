"""The page from a server of this machine, which writes corrections straight into a folder.

It listens on the loopback address only, answers only under an address that holds a token of its own, and only requests
that name that address as their host; it writes only ``NAME.json`` of articles of the page, and their texts beside.
"""

from __future__ import annotations

import json
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from thidua_extract.errors import OutputError, ThiduaError
from thidua_extract.review.gold import check_gold, gold_bytes, read_gold_folder, write_file
from thidua_extract.review.page import review_page, security_policy
from thidua_extract.review.reviewing import Review

__all__ = ["ReviewServer"]

_LOOPBACK = "127.0.0.1"
_MOST_BYTES = 16_000_000


class ReviewServer(ThreadingHTTPServer):
    """Serves one review; ``port`` 0 takes a free one. ``serve_forever()`` runs it, ``server_close()`` ends it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, review: Review, folder: Path, *, port: int = 0) -> None:
        super().__init__((_LOOPBACK, port), _Handler)
        self.review = review
        self.folder = folder
        self.token = secrets.token_urlsafe(24)
        self._writing = threading.Lock()

    @property
    def address(self) -> str:
        """Where the page is: the only address that is answered."""
        return f"http://{_LOOPBACK}:{self.server_port}/{self.token}/"

    def hosts(self) -> frozenset[str]:
        """What a request may name as its host: a page of another site that resolves to this machine names its own."""
        return frozenset({f"{_LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}"})

    def page(self) -> str:
        """The page with what is in the folder by now."""
        return review_page(self.review, saved=self._saved(), serving=True)

    def save(self, name: str, body: bytes) -> str | None:
        """Write the gold of an article; what is wrong with it, or None.

        Raises:
            OutputError: the folder cannot be written to, or holds another text under the article's name.
        """
        text = self.review.texts[name]
        try:
            gold = json.loads(body)
        except ValueError:
            return "not JSON"
        wrong = check_gold(gold, text)
        if wrong:
            return wrong
        with self._writing:
            self._keep_text(name, text.encode("utf-8", "surrogatepass"))
            write_file(self.folder / f"{name}.json", gold_bytes(gold))
        return None

    def _saved(self) -> dict[str, object]:
        return {name: gold for name, gold in read_gold_folder(self.folder).items() if name in self.review.texts}

    def _keep_text(self, name: str, text: bytes) -> None:
        path = self.folder / f"{name}.txt"
        if not path.exists():
            write_file(path, text)
        elif _plain(path.read_bytes()) != text:
            raise OutputError(f"{path}: holds another text than the record was read from")


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version = "thidua-extract"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer with the page."""
        path = self._path()
        if path is None:
            return
        if path:
            self._answer(HTTPStatus.NOT_FOUND, "no such page")
            return
        try:
            page = self.server.page()
        except ThiduaError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
            return
        self._answer(HTTPStatus.OK, page, kind="text/html")

    def do_PUT(self) -> None:
        """Write the gold of one article."""
        path = self._path()
        if path is None:
            return
        name = path.removeprefix("gold/").removesuffix(".json")
        if path != f"gold/{name}.json" or name not in self.server.review.texts:
            self._answer(HTTPStatus.NOT_FOUND, "no such article")
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long")
            return
        try:
            wrong = self.server.save(name, self.rfile.read(int(length)))
        except OutputError as error:
            self._answer(HTTPStatus.CONFLICT, str(error))
            return
        self._answer(HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK, wrong or "saved")

    def _path(self) -> str | None:
        """What follows the token in the address; None, and answered, where the request may not ask at all."""
        origin = self.headers.get("Origin")
        hosts = self.server.hosts()
        if self.headers.get("Host") not in hosts or (origin and origin.removeprefix("http://") not in hosts):
            self._answer(HTTPStatus.FORBIDDEN, "another host")
            return None
        token, _, rest = self.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._answer(HTTPStatus.FORBIDDEN, "no token")
            return None
        return unquote(rest)

    def _answer(self, status: HTTPStatus, text: str, *, kind: str = "text/plain") -> None:
        body = text.encode("utf-8", "surrogatepass")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", f"{security_policy(serving=True)}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the address holds the token."""


def _plain(data: bytes) -> bytes:
    """A text file's content as UTF-8 without a byte order mark, the way gold is read."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")
