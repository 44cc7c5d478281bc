"""Whether every code on paper opens its own page, asked of a site that is served."""

import ipaddress
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from gettext import gettext as _
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from queue import SimpleQueue
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from generator.distribution.scans import ASKS_FOR_US
from generator.model.addresses import QR_PAGES

PARALLEL = 4
"""Requests at a time: a site that people need is not to notice us."""
PATIENCE = 10
"""Seconds to wait for an answer."""
SAMPLE = 20
"""Codes that are asked in other spellings too."""
_MOST = 1_000_000
"""Bytes of a page; ours have a hundredth of it."""
_STEPS = 3
"""How often a server may send on, as from an address without its slash."""
_SILENCES = 20
"""Requests in a row that nobody answered, after which nobody is asked any more."""


class Site(NamedTuple):
    """Where a site is served."""

    scheme: str
    host: str
    port: int | None

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{f':{self.port}' if self.port else ''}/"


class Fault(NamedTuple):
    """A code that does not do what its paper says."""

    code: str
    path: str
    message: str


class Silent(Exception):
    """Nobody answers any more."""


def site(address: str) -> Site:
    """Return the site at an address; without encryption only on this machine."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.username) if host else ()
    if not host or any(rest):
        raise ValueError(_("name the site alone, such as https://canhgiac.example"))
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(host)):
        raise ValueError(_("only https:// is asked"))
    return Site(parts.scheme, host, port)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def paths(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return each code with its path as it is printed, and of some as people type it."""
    printed = [(code, f"/{QR_PAGES}/{code}") for code in codes]
    some = printed[:: max(1, -(-len(printed) // SAMPLE))]
    typed = [
        (code, spelt)
        for code, path in some
        for spelt in (f"{path}/", path.lower(), f"{path.lower()}/")
    ]
    return printed + typed


def faults(
    where: Site,
    codes: Sequence[str],
    shown: Callable[[str], str | None],
    told: Callable[[], None],
) -> Iterator[Fault]:
    """Ask for every code; yield what does not open, or opens what another code stands for.

    `shown` finds the code that stands on a page; `told` hears of every answer.
    """
    free: SimpleQueue[HTTPConnection] = SimpleQueue()

    def look(asked: tuple[str, str]) -> tuple[bool, Fault | None]:
        code, path = asked
        connection = free.get()
        try:
            wrong, is_silent = _wrong(where, connection, path, code, shown), False
        except (OSError, HTTPException):
            wrong, is_silent = _("nobody answers there"), True
        finally:
            free.put(connection)
        return is_silent, Fault(code, path, wrong) if wrong else None

    with ExitStack() as open_:
        for _number in range(PARALLEL):
            free.put(open_.enter_context(closing(_connection(where))))
        workers = ThreadPoolExecutor(PARALLEL)
        open_.callback(workers.shutdown, cancel_futures=True)
        silences = 0
        for is_silent, fault in workers.map(look, paths(codes)):
            told()
            silences = silences + 1 if is_silent else 0
            if silences == _SILENCES:
                raise Silent(where.address)
            if fault:
                yield fault


def _connection(where: Site) -> HTTPConnection:
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    return kind(where.host, where.port, timeout=PATIENCE)


def _wrong(
    where: Site,
    connection: HTTPConnection,
    path: str,
    code: str,
    shown: Callable[[str], str | None],
) -> str:
    """Return what is wrong with what a path opens, or nothing."""
    for _step in range(_STEPS):
        status, location, content = _get(connection, path)
        if status not in (301, 302, 307, 308):
            break
        there = urljoin(where.address + path[1:], location)
        if not there.startswith(where.address):
            return _("leads to another site: {address}").format(address=there)
        path = there.removeprefix(where.address.rstrip("/"))
    if status != 200:
        return _("does not open: the server answers {status}").format(status=status)
    found = shown(content.decode("utf-8", "replace"))
    if found == code:
        return ""
    return _("opens the page of {code}").format(code=found) if found else _("opens another page")


def _get(connection: HTTPConnection, path: str) -> tuple[int, str, bytes]:
    """Ask for a path; once more where the server had closed what we kept open."""
    for is_last in (False, True):
        try:
            connection.request("GET", path, headers={"User-Agent": ASKS_FOR_US})
            answer = connection.getresponse()
            content = answer.read(_MOST)
            if not answer.isclosed():
                connection.close()  # more than a page: the rest is not wanted
        except (OSError, HTTPException) as error:
            connection.close()
            if is_last or isinstance(error, TimeoutError):
                raise
        else:
            return answer.status, answer.getheader("Location", ""), content
    raise AssertionError
