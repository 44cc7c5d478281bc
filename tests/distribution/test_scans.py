"""Openings counted from logs, against a reckoning of their own."""

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.distribution import codes, scans

CODES = [next(codes.candidates("e", f"u{n}", "vi")) for n in range(3)]
FORGED = next(codes.candidates("e", "nobody", "vi"))
SALT = b"s" * 16
START = datetime(2026, 11, 22, 16, 40, tzinfo=UTC)
"""Twenty minutes before a week begins in Vietnam."""
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A105F) Chrome/120.0.0.0 Mobile Safari/537.36"
PEOPLE = [
    PHONE,
    f"{PHONE} Zalo android/24010 ZaloTheme/light ZaloLanguage/vi",
    f"{PHONE} [FBAN/EMA;FBAV/430.0.0.29.113;]",
    "Mozilla/5.0 (Linux; Android 11; CUBOT_X18) AppleWebKit/537.36 Chrome/110.0.0.0 Mobile",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80; U; vi) Presto/2.5.25 Version/10.54",
    'Mozilla/5.0 (quoted "phone"; Android 12) Chrome/120.0',
]
ROBOTS = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0 A",
    "Viber/13.3.0.22 CFNetwork/1121.2.2 Darwin/19.3.0",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "curl/7.88.1",
    "python-requests/2.31.0",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "-",
    "",
]


def line(
    path: str = f"/Q/{CODES[0]}",
    status: int = 200,
    *,
    seconds: int = 0,
    agent: str = PHONE,
    address: str = "203.0.113.7",
    method: str = "GET",
    kind: str = "nginx",
    zone: int = 7,
) -> bytes:
    """Return one line as a server writes it."""
    when = START + timedelta(seconds=seconds)
    if kind == "caddy":
        request: dict[str, object] = {"remote_ip": address, "client_ip": address}
        request |= {"method": method, "uri": path, "proto": "HTTP/2.0"}
        request["headers"] = {"User-Agent": [agent]} if agent else {}
        ts = when.timestamp() if zone else when.isoformat()
        said = {"level": "info", "ts": ts, "request": request, "size": 5, "status": status}
        return json.dumps(said, separators=(",", ":")).encode() + b"\n"
    stamp = when.astimezone(timezone(timedelta(hours=zone))).strftime("%d/%b/%Y:%H:%M:%S %z")
    escaped = agent.replace('"', '\\"' if kind == "apache" else "\\x22")
    asked = f"{method} {path} HTTP/1.1"
    return f'{address} - - [{stamp}] "{asked}" {status} 2326 "-" "{escaped}"\n'.encode()


def count(*lines: bytes) -> scans.Scans:
    found = scans.count(lines, CODES, SALT)
    figures = (found.openings.values(), found.unknown.values(), found[2:])
    assert sum(map(sum, figures)) == len(lines), "every line is in one figure"
    return found


def openings(*lines: bytes) -> int:
    return sum(count(*lines).openings.values())


@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy"])
@pytest.mark.parametrize("spelt", [f"/Q/{CODES[0]}", f"/q/{CODES[0].lower()}/", "mixed", "query"])
def test_a_code_is_counted_however_it_is_spelt(kind: str, spelt: str) -> None:
    code = CODES[0]
    other = {
        "mixed": f"/q/{code.capitalize()}",
        "query": f"/%51/%{ord(code[0]):x}{code[1:]}/?fbclid=x",
    }
    found = count(line(other.get(spelt, spelt), kind=kind))
    assert found.openings == {(code, "2026-W47"): 1}


def test_a_step_on_the_way_is_no_opening() -> None:
    code = CODES[0]
    assert openings(line(f"/Q/{code}", 301), line(f"/Q/{code}/", 200)) == 1
    for status in (204, 206, 301, 304, 308, 403, 405, 500):
        assert openings(line(status=status)) == 0
    assert openings(line(method="HEAD"), line(method="POST")) == 0


def test_what_is_no_page_of_a_code_is_elsewhere() -> None:
    paths = [
        "/",
        "/Q/",
        "/q/index.html",
        f"/Q/{CODES[0]}/x.png",
        "/tim/?q=/Q/",
        f"/en/Q/{CODES[0]}",
    ]
    assert count(*map(line, paths)).elsewhere == len(paths)


def test_addresses_that_are_no_code_are_counted_by_reason() -> None:
    code = CODES[0]
    wrong = code[:5] + ("2" if code[5] != "2" else "3")
    found = count(
        line(f"/Q/{wrong}", 404),
        line("/q/robots.txt", 404),
        line(f"/Q/{FORGED}", 404),
        line(f"/Q/{FORGED}", 200),
        line(f"/Q/{code}", 404),
        line(f"/Q/{code}", 404, agent="curl/8"),
    )
    assert found.unknown == {"mistyped": 2, "not_issued": 2, "not_opened": 1}
    assert found.robots == 1 and not found.openings


def test_people_in_an_app_are_people_and_robots_are_not() -> None:
    for kind in ("nginx", "apache", "caddy"):
        people = [line(agent=agent, kind=kind) for agent in PEOPLE]
        robots = [line(agent=agent, kind=kind) for agent in ROBOTS]
        found = count(*people, *robots)
        assert found.robots == len(ROBOTS) and sum(found.openings.values()) == len(PEOPLE)


def test_the_same_phone_counts_once_within_minutes() -> None:
    assert openings(line(), line(seconds=scans.AGAIN)) == 1
    assert openings(line(), line(seconds=scans.AGAIN + 1)) == 2
    assert openings(line(), line(address="203.0.113.8"), line(agent=PEOPLE[1])) == 3
    assert openings(line(), line(f"/Q/{CODES[1]}")) == 2


def test_weeks_are_those_of_vietnam() -> None:
    for kind, zone in (("nginx", 7), ("nginx", 0), ("nginx", -9), ("caddy", 7), ("caddy", 0)):
        before = count(line(seconds=1199, kind=kind, zone=zone))
        after = count(line(seconds=1200, kind=kind, zone=zone))
        assert list(before.openings) == [(CODES[0], "2026-W47")]
        assert list(after.openings) == [(CODES[0], "2026-W48")]
    new_year = line(seconds=int((datetime(2027, 1, 1, tzinfo=UTC) - START).total_seconds()))
    assert list(count(new_year).openings) == [(CODES[0], "2026-W53")]


def test_lines_that_cannot_be_read_are_said() -> None:
    ours, by_caddy = line(), line(kind="caddy")
    wrong = [
        b"/Q/\n",
        ours.replace(b"Nov", b"Nop"),
        ours.replace(b"/2026", b"/1926"),
        ours.replace(b"+0700", b"*0700"),
        ours.rsplit(b'"', 3)[0],
        by_caddy[:40] + by_caddy[60:],
        by_caddy.replace(b'"ts":', b'"ts":-'),
        b'{"uri":"/Q/x"}\n',
        b'{"request":"/Q/x"}\n',
        b'{"ts":"yesterday","request":{"uri":"/Q/x"}}\n',
    ]
    assert count(*wrong).unread == len(wrong)


def test_nothing_of_a_phone_is_in_the_counts() -> None:
    said = repr(count(line(), line(f"/Q/{FORGED}"), line(agent=ROBOTS[0]), line("/x")))
    assert "203.0.113" not in said and "Mozilla" not in said and "facebook" not in said


# -- against a reckoning of its own --------------------------------------------------------------

ASKED = st.tuples(
    st.sampled_from([*CODES, FORGED, "XXXXXX"]),
    st.sampled_from([200, 200, 200, 301, 304, 404]),
    st.integers(0, 60).map(lambda n: n * 60 + n % 2),
    st.sampled_from([PHONE, *PEOPLE[1:3], ROBOTS[0]]),
    st.integers(0, 1),
    st.sampled_from(["GET", "GET", "GET", "HEAD"]),
    st.sampled_from(["nginx", "apache"]),
)


def written(asked: tuple[str, int, int, str, int, str, str]) -> bytes:
    code, status, seconds, agent, host, method, kind = asked
    path = f"/{'qQ'[seconds % 2]}/{code.lower() if seconds % 3 else code}{'/' * (seconds % 2)}"
    return line(path, status, seconds=seconds, agent=agent, address=f"10.0.0.{host}",
                method=method, kind=kind)  # fmt: skip


@settings(derandomize=True, deadline=None)
@given(st.lists(ASKED, max_size=30), st.randoms(use_true_random=False))
def test_counts_agree_with_a_reckoning_of_their_own(
    asked: list[tuple[str, int, int, str, int, str, str]], chance: random.Random
) -> None:
    lines = [written(one) for one in asked]
    found = count(*lines)
    # One opening, unless the same phone was there before, not long ago.
    people = {
        (code, agent, host, seconds)
        for code, status, seconds, agent, host, method, _kind in asked
        if code in CODES and status == 200 and method == "GET" and agent != ROBOTS[0]
    }
    wanted: Counter[tuple[str, str]] = Counter()
    for code, agent, host, seconds in people:
        if not any(
            (code, agent, host) == (*other,) and 0 < seconds - then <= 600
            for *other, then in people
        ):
            wanted[code, "2026-W48" if seconds >= 1200 else "2026-W47"] += 1
    assert found.openings == dict(wanted)
    # The order of lines does not matter, nor another salt, nor reading twice what was opened.
    mixed = chance.sample(lines, len(lines))
    assert scans.count(mixed, CODES, SALT) == found
    assert scans.count(lines, CODES, b"t" * 16) == found
    assert count(*lines, *lines).openings == found.openings
