"""What keeps strangers out: every request passes here before any page or the API sees it.

- **Host** has to be the desk's own name. A page on the web whose name is made to point at this
  machine (DNS rebinding) sends its own.
- **Origin** of whatever changes something has to be the desk's own, so that no page elsewhere can
  post to it; where a browser sends none, ``Sec-Fetch-Site`` and ``Referer`` are asked.
- **The key** is asked for wherever the desk serves more than this machine.
- **Bodies** end at a limit, whether or not they say how long they are.
- **Answers** allow scripts, styles and connections of the desk's own only, inline none, and no
  frame, so that nothing a post may have smuggled in runs or fetches.
"""

from __future__ import annotations

import hashlib
import socket
from hmac import compare_digest
from ipaddress import ip_address
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from referat.desk.config import Config
from referat.desk.errors import DeskError
from referat.desk.web.problems import refusal

COOKIE = "referat_key"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Forms have to tell where they come from; everybody else learns nothing.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = ("/enter", "/static/")  # what is shown to those who have no key yet


class _Refused(NamedTuple):
    status: int
    code: str


class TooMuchError(DeskError):
    """A body above the limit."""

    status = 413


def cookie_of(token: str) -> str:
    """What a browser that has shown the key keeps of it."""
    return hashlib.sha256(f"referat desk {token}".encode()).hexdigest()


def own_hosts(config: Config) -> frozenset[str]:
    """What ``Host`` may say."""
    names = {"localhost", "127.0.0.1", "[::1]"}
    if not config.loopback:
        names |= {_bracketed(config.host), socket.gethostname().lower()}
    hosts = {f"{name}:{config.port}" for name in names}
    return frozenset(hosts | (names if config.port == 80 else set()))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


class Guard:
    """The middleware around the desk's application."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self._app = app
        self._config = config
        self._hosts = own_hosts(config)
        # Told to serve all addresses, the desk cannot know which of them it is called by.
        self._any_address = config.host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the request through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the desk speaks no other protocol
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refusal(scope, refused.status, refused.code)(scope, receive, _guarded(send))
            return
        limit = self._config.max_upload
        body = _Body(receive, limit)
        said = headers.get("content-length", "0")
        body.is_over = not said.isdecimal() or int(said) > limit
        if not body.is_over:
            await self._answered(scope, body, send)
        if body.is_over and not body.is_answered:
            too_much = refusal(scope, 413, "too_much", most=str(limit // 1_000_000))
            await too_much(scope, receive, _guarded(send))

    async def _answered(self, scope: Scope, body: _Body, send: Send) -> None:
        """The application's answer; none where the body turned out to be too large for it."""

        async def sent(message: Message) -> None:
            # What the application makes of a body that broke off is not what there is to say.
            if not body.is_over or body.is_answered:
                body.is_answered = True
                await send(message)

        try:
            await self._app(scope, body.part, _guarded(sent))
        except TooMuchError:
            if body.is_answered:
                raise

    def _refused(self, scope: Scope, headers: Headers) -> _Refused | None:
        host = headers.get("host", "").lower()
        if len(headers.getlist("host")) != 1 or not self._is_own(host):
            return _Refused(421, "host")
        if scope["method"] not in _SAFE and _is_foreign(headers, f"{scope['scheme']}://{host}"):
            return _Refused(403, "origin")
        if self._config.token and not scope["path"].startswith(_OPEN):
            return None if self._has_key(headers) else _Refused(401, "token")
        return None

    def _is_own(self, host: str) -> bool:
        if host in self._hosts:
            return True
        name, _, port = host.rpartition(":")
        if not self._any_address or port != str(self._config.port):
            return False
        try:
            ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def _has_key(self, headers: Headers) -> bool:
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return compare_digest(shown.strip().encode(), self._config.token.encode())
        kept = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        return compare_digest(kept.encode(), cookie_of(self._config.token).encode())


def _is_foreign(headers: Headers, own: str) -> bool:
    """Whether a request that changes something comes from another site's page."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() != own
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return True
    referer = headers.get("referer")
    return referer is not None and not f"{referer.lower()}/".startswith(f"{own}/")


class _Body:
    """A request's body, as long as its parts do not pass the limit together."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.is_over = False
        self.is_answered = False

    async def part(self) -> Message:
        """The next part.

        Raises:
            TooMuchError: it passes the limit.
        """
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.is_over = True
            raise TooMuchError("too_much", most="")
        return message


def _guarded(send: Send) -> Send:
    """Answers with the headers that every one of them carries."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                given.setdefault(name, value)
        await send(message)

    return sent
