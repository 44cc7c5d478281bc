"""What a browser may load, run and send to: one list, for every page and for what serves them."""

import base64
import hashlib
from collections.abc import Mapping

_NOTHING = {"default-src": "'none'", "base-uri": "'none'"}
_SITE = {
    "img-src": "'self' data:",
    "style-src": "'self'",
    "script-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
}
"""Were markup ever to get through, the browser would still load nothing and run nothing of it."""
_QR_PAGE = {"img-src": "data:", "style-src": "", "form-action": "'none'"}
"""One file: it loads nothing, runs nothing, sends nothing."""
_SERVER = {"frame-ancestors": "'none'"}
"""What a page cannot say itself."""


def hashed(text: str) -> str:
    """Return what a policy calls a style or script that stands in the page with this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def of_page(style: str, script: str) -> str:
    """Return the Content-Security-Policy that a page of the site says itself."""
    return _joined(_NOTHING | _with(_SITE, style, script))


def of_qr_page(style: str) -> str:
    """Return the policy that a QR page says itself."""
    return _joined(_NOTHING | _with(_QR_PAGE, style))


def of_server(styles: list[str], scripts: list[str]) -> str:
    """Return the policy that a server sends with every file; a page's own only adds to it."""
    allowed = {
        "style-src": " ".join(["'self'", *map(hashed, styles)]),
        "script-src": " ".join(["'self'", *map(hashed, scripts)]),
    }
    return _joined(_NOTHING | _SITE | allowed | _SERVER)


def _with(allowed: Mapping[str, str], style: str, script: str = "") -> dict[str, str]:
    more = {"style-src": style, "script-src": script}
    return {
        name: f"{sources} {hashed(more[name])}".strip() if more.get(name) else sources
        for name, sources in allowed.items()
    }


def _joined(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
