"""What a browser may load, run and send to: one list, for every page and for what serves them."""

import base64
import hashlib
from collections.abc import Mapping, Sequence

_NOTHING = {"default-src": "'none'", "base-uri": "'none'"}
_SITE = {
    "img-src": "'self' data:",
    "style-src": "'self'",
    "script-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
}
"""Were markup ever to get through, the browser would still load nothing and run nothing of it."""
_QR_PAGE = {
    "img-src": "data:",
    "style-src": "",
    "media-src": "'self'",
    # Nothing there runs that could ask; but who audits the page asks for robots.txt from within.
    "connect-src": "'self'",
    "form-action": "'none'",
}
"""One file: it loads nothing but what somebody plays, runs nothing, sends nothing."""
_CODE_PAGE = _QR_PAGE | {"script-src": "", "media-src": "'none'", "form-action": "'self'"}
"""The same with a field, and what looks at it."""
_SERVER = {"frame-ancestors": "'none'"}
"""What a page cannot say itself."""
_EMBEDDED = _QR_PAGE | {"frame-ancestors": "*"}
"""Of the list that any other site may embed. Nobody gains by drawing over it: it takes no word
and no tap but on links, which leave the frame.
"""


def hashed(text: str) -> str:
    """Return what a policy calls a style or script that stands in the page with this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def of_page(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the Content-Security-Policy that a page of the site says itself."""
    return _joined(_NOTHING | _with(_SITE, styles, scripts))


def of_qr_page(style: str) -> str:
    """Return the policy that a page says itself which is one file, such as a QR page."""
    return _joined(_NOTHING | _with(_QR_PAGE, [style]))


def of_code_page(style: str, script: str) -> str:
    """Return the policy of the page where a code is typed."""
    return _joined(_NOTHING | _with(_CODE_PAGE, [style], [script]))


def of_server(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Return the policy that a server sends with every file; a page's own only adds to it."""
    return _joined(_NOTHING | _with(_SITE, styles, scripts) | _SERVER)


def of_server_embedded(style: str) -> str:
    """Return the policy that a server sends with the list that other sites embed."""
    return _joined(_NOTHING | _with(_EMBEDDED, [style]))


def _with(
    allowed: Mapping[str, str], styles: Sequence[str], scripts: Sequence[str] = ()
) -> dict[str, str]:
    """Return what is allowed, and what stands in pages by its hash."""
    inside = {"style-src": styles, "script-src": scripts}
    return {
        name: " ".join(filter(None, [sources, *map(hashed, inside.get(name, ()))]))
        for name, sources in allowed.items()
    }


def _joined(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
