"""Who may ask the editor for what: its own pages in one browser, and nobody else's."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from werkzeug.wrappers import Request

COOKIE = "canhgiac"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SHOWN = "script-src 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'self'"
"""Of pages of the site, which say the rest themselves: here they are pictures."""
_TRIES = 20
"""Wrong passwords, after which nobody is asked any more until the program starts again."""
_SESSIONS = 500
"""Browsers that are remembered; those that never gave a name are forgotten first."""


@dataclass
class Session:
    """A browser that was let in."""

    key: str
    name: str = ""
    """Of the person, as the history will have it."""


@dataclass
class Guard:
    """What is asked of every request."""

    hosts: frozenset[str]
    """By which names the server is called, each with its port."""
    password: str = ""
    """Empty where only this machine can ask."""
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _sessions: dict[str, Session] = field(default_factory=dict)
    _wrong: int = 0

    def refuses(self, request: Request) -> int:
        """Return the status by which a request is refused, 0 where it is not.

        A page elsewhere could lead its own name to this machine, or send a form from the
        browser that is signed in here.
        """
        if request.host not in self.hosts:
            return 421
        if request.method in ("GET", "HEAD"):
            return 0
        origin = request.headers.get("Origin", "")
        if origin.partition("://")[2] not in self.hosts:
            return 403
        session = self.session(request)
        given = request.form.get("token", "")
        if session is None or not hmac.compare_digest(given, self.token(session)):
            return 403
        return 0

    def session(self, request: Request) -> Session | None:
        """Return whose browser asks, None for one that is new."""
        return self._sessions.get(request.cookies.get(COOKIE, ""))

    def begin(self) -> Session:
        """Return a session for a browser that has none."""
        while len(self._sessions) >= _SESSIONS:
            known = list(self._sessions.values())  # others may come in meanwhile
            self._sessions.pop(next((s for s in known if not s.name), known[0]).key, None)
        session = Session(secrets.token_urlsafe(32))
        self._sessions[session.key] = session
        return session

    def token(self, session: Session) -> str:
        """Return what a form of this browser must bring back."""
        return hmac.new(self._secret, session.key.encode(), hashlib.sha256).hexdigest()

    def enter(self, session: Session, name: str, password: str) -> bool:
        """Let somebody in by their name, and the password where there is one."""
        if self._wrong >= _TRIES:
            return False
        if self.password and not hmac.compare_digest(password.encode(), self.password.encode()):
            self._wrong += 1
            return False
        session.name = name
        return True
