"""How often printed codes were opened, from a web server's log: lines in, counts out."""

import json
import re
import struct
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

from generator.distribution import codes
from generator.model.addresses import QR_PAGES

Value = TypeVar("Value")

AGAIN = 600
"""Seconds within which the same phone opens a code again, and not anew."""

ASKS_FOR_US = "canhgiac/codes-verify"
"""The agent by which we ask a site for its codes: no opening."""

ROBOTS = (
    ASKS_FOR_US,
    # link previewers; "Zalo" and "FBAN/FBAV" are people in the browser of an app
    *("facebookexternalhit", "facebookcatalog", "meta-external", "whatsapp/", "viber", "preview"),
    *("slack-imgproxy", "embedly", "iframely"),
    # search and AI; a Cubot is a phone
    *("(?<!cu)bot", "crawl", "spider", "slurp", "google-", "googleother", "feedfetcher"),
    *("mediapartners", "chatgpt", "anthropic", "claude-", "perplexity", "archiver"),
    # programs
    *("curl", "wget", "python", "go-http-client", "okhttp", "java/", "libwww", "httpclient"),
    *("axios", "node-fetch", "undici", "headless", "phantomjs", "scrapy", "postman", "http_"),
    # monitors and scanners
    *("monitor", "uptime", "pingdom", "statuscake", "lighthouse", "site24x7", "zabbix", "nagios"),
    *("zgrab", "masscan", "nmap", "nikto", "sqlmap", "censys", "expanse", "scanner"),
)
"""What a user agent that is nobody's browser has in it, in any case."""

MISTYPED, NOT_ISSUED, NOT_OPENED = "mistyped", "not_issued", "not_opened"
"""Why an address of a code is none that was opened: no code is spelt so; a good spelling that
nobody issued; a code of ours that the server did not find."""


class Scans(NamedTuple):
    """What a log says. Every line is in one of the figures."""

    openings: dict[tuple[str, str], int]
    """By code and week, such as 2026-W48."""
    unknown: dict[str, int]
    """Addresses that are no opened code, by reason."""
    repeats: int
    robots: int
    elsewhere: int
    """What asked for no code, or was answered with a step on the way or with nothing new."""
    unread: int


_Request = tuple[bytes, bytes, bytes, bytes, int]
"""Method and target, status, agent, what differs between phones otherwise, seconds since 1970."""


def count(lines: Iterable[bytes], issued: Collection[str], salt: bytes) -> Scans:
    """Count the openings of issued codes; the order of lines does not matter.

    Of a phone only a hash is kept until the end, salted by what nobody else knows.
    """
    issued = frozenset(issued)
    opened = {code: bytearray() for code in issued}
    unknown: Counter[str] = Counter()
    agents: dict[bytes, bool] = {}
    asked: dict[bytes, str] = {}
    robots = elsewhere = unread = 0
    for line in lines:
        if b"/Q/" not in line and b"/q/" not in line and b"/%" not in line:
            elsewhere += 1
            continue
        request = _of_caddy(line) if line[:1] == b"{" else _combined(line)
        if request is None:
            unread += 1
            continue
        asks, status, agent, phone, second = request
        code = asked.get(asks)
        if code is None:
            code = _remember(asked, asks, _code(asks))
        if not code or status not in _ANSWERS:
            elsewhere += 1
            continue
        is_robot = agents.get(agent)
        if is_robot is None:
            is_robot = _remember(agents, agent, _is_robot(agent))
        if is_robot:
            robots += 1
        elif code not in issued:
            unknown[NOT_ISSUED if codes.is_valid(code) else MISTYPED] += 1
        elif status != b"200":
            unknown[NOT_OPENED] += 1
        else:
            opened[code] += _RECORD.pack(hash(salt + phone + agent), second)
    openings: Counter[tuple[str, str]] = Counter()
    for code, records in opened.items():
        days = Counter((second + _VIETNAM) // 86_400 for second in _first_times(records))
        for day, openings_then in days.items():
            openings[code, _week(day)] += openings_then
    every = sum(len(records) for records in opened.values()) // _RECORD.size
    repeats = every - openings.total()
    found = dict(sorted(openings.items()))
    return Scans(found, dict(sorted(unknown.items())), repeats, robots, elsewhere, unread)


_KEPT = 100_000
"""Different addresses and agents that are remembered: somebody may send a new one each time."""


def _remember(known: dict[bytes, Value], key: bytes, value: Value) -> Value:
    if len(known) > _KEPT:
        known.clear()
    known[key] = value
    return value


_ANSWERS = {b"200", b"404", b"410"}
_RECORD = struct.Struct(">qI")
"""A phone and a time."""


def _first_times(records: bytearray) -> Iterable[int]:
    """Yield when a phone opened a page that it had not opened for a while."""
    last = before = -1
    for phone, second in sorted(_RECORD.iter_unpack(records)):
        if phone != last or second - before > AGAIN or before < 0:
            yield second
        last, before = phone, second


@cache
def _week(day: int) -> str:
    """Return the ISO week of a day, counted from 1970."""
    year, number, _weekday = date.fromordinal(_DAY_0 + day).isocalendar()
    return f"{year}-W{number:02}"


_DAY_0 = date(1970, 1, 1).toordinal()
_VIETNAM = 7 * 3600
"""Days begin as they do in Vietnam, wherever the server stands."""


def _is_robot(agent: bytes) -> bool:
    return agent in (b"", b"-") or _ROBOT.search(agent) is not None


_ROBOT = re.compile("|".join(ROBOTS).encode(), re.IGNORECASE)


def _code(asks: bytes) -> str:
    """Return what is asked for below the folder of codes, in capitals; or nothing."""
    method, _space, rest = asks.partition(b" ")
    target = rest.partition(b" ")[0]
    path = unquote(target.partition(b"?")[0].decode("latin-1"), "latin-1").upper()
    start, found = path[: len(_FOLDER)], path[len(_FOLDER) :].removesuffix("/")
    is_page = method == b"GET" and start == _FOLDER and found != "INDEX.HTML"
    return found if is_page and "/" not in found else ""


_FOLDER = f"/{QR_PAGES}/"

# -- nginx and Apache ----------------------------------------------------------------------------


def _combined(line: bytes) -> _Request | None:
    parts = line.split(b'"')
    if len(parts) != 7:
        found = _ESCAPED.fullmatch(line.rstrip())  # Apache writes a quote as \"
        if not found:
            return None
        head, request, answer, agent = found.groups()
    else:
        head, request, answer, agent = parts[0], parts[1], parts[2], parts[5]
    at = head.rfind(b"[")
    stamp = head[at + 1 : at + 27]
    try:
        minute = stamp[:17] + stamp[20:]
        begun = _minutes.get(minute)
        if begun is None:
            begun = _remember(_minutes, minute, _begun(minute))
        second = begun + int(stamp[18:20])
    except (KeyError, ValueError):
        return None
    return request, answer[1:4], agent, head[:at], second


_ESCAPED = re.compile(
    rb'([^"]*)"((?:[^"\\]|\\.)*)"([^"]*)"(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)".*', re.DOTALL
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1
    )
}
_minutes: dict[bytes, int] = {}


def _begun(minute: bytes) -> int:
    """Return the second in which a minute begins, such as 26/Nov/2026:05:38: +0700."""
    day = date(int(minute[7:11]), _MONTHS[minute[3:6]], int(minute[:2])).toordinal() - _DAY_0
    zone = int(minute[19:21]) * 60 + int(minute[21:23])
    sign = {b"+": 1, b"-": -1}[minute[18:19]]
    begun = 60 * (day * 1440 + int(minute[12:14]) * 60 + int(minute[15:17]) - sign * zone)
    if not 0 <= begun < _LAST:
        raise ValueError(minute)
    return begun


_LAST = 2**32 - 86_400

# -- Caddy ---------------------------------------------------------------------------------------


def _of_caddy(line: bytes) -> _Request | None:
    try:
        said = json.loads(line)
        request = said["request"]
        agents = request.get("headers", {}).get("User-Agent", [""])
        phone = request.get("client_ip") or request["remote_ip"]
        found = said["ts"]
        if isinstance(found, str):
            found = datetime.fromisoformat(found).timestamp()
        second = int(found)
        if not 0 <= second < _LAST:
            return None
        texts = (request["method"], request["uri"], str(said["status"]), agents[0], phone)
        method, target, status, agent, phone = (text.encode() for text in texts)
        return method + b" " + target, status, agent, phone, second
    except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError):
        return None
