"""Exports of telephones and copied chats: the words with their day, nobody's name or number."""

import random
import time
from datetime import date

import pytest
from support import thumbs
from support.telephones import HEAD, NOON, backup, export, sms

from generator.distribution.receipts import Fact
from generator.exchange import inbox
from generator.exchange.days import Ago, Said, Yearless
from generator.exchange.inbox import Message
from generator.exchange.messages import Reader
from generator.exchange.sniff import Refusal

DAY = date(2026, 11, 21)


def exported(data: bytes) -> list[Message]:
    assert inbox.is_export(data)
    steps: list[None] = []
    found = list(inbox.export(data, lambda: steps.append(None)))
    assert len(steps) == inbox.steps(data)
    return found


def chat(text: str) -> list[tuple[str, Said | None]]:
    return [(found.words, found.on) for found in inbox.chat(text)]


def test_received_messages_with_their_day_in_vietnam() -> None:
    late = NOON + 11 * 3_600_000
    midnight = NOON + 12 * 3_600_000
    data = backup([sms("a"), sms("gửi đi", kind="2"), sms("b\nc", late), sms("d", midnight)])
    assert [tuple(found) for found in exported(data)] == [
        ("a", DAY, 1), ("b c", DAY, 3), ("d", date(2026, 11, 22), 4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xde00;", "😀"),
        ("&#128512;", "😀"),
        ("&#55357;", "\ufffd"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("&#0;&#31;&#x1f;", "???"),
        ("&#1114112;&#9999999;", "??"),
        ("&#60;&#34;&#39;&#38;", "<\"'&"),
        ("&#7888;", "Ố"),
    ],
)
def test_signs_by_their_numbers(written: str, read: str) -> None:
    data = export("BN * 52").replace(b"*", written.encode())
    assert exported(data)[0].words == f"BN {read} 52"


def test_long_messages_are_in_parts() -> None:
    mms = (
        '<mms date="{when}" msg_box="{box}" address="+84912345678"><parts>'
        '<part ct="application/smil" text="x"/><part ct="text/plain" text="BN 1"/>'
        '</parts><addrs><addr address="+84912345678"/></addrs></mms>'
    )
    data = backup([mms.format(when=NOON, box=1), mms.format(when=NOON, box=2)])
    assert exported(data) == [Message("BN 1", DAY, 1)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEAD.replace("<!--", "<!DOCTYPE smses [<!ENTITY a 'b'>]><!--").encode() + b"<smses/>",
         "không phải tệp tin nhắn"),
        (export("a")[:-10], "hỏng ở dòng 4"),
        (export("a").replace(b"<sms ", b"<sms <"), "hỏng ở dòng 4"),
    ],
    ids=["doctype", "cut", "broken"],
)  # fmt: skip
def test_what_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        list(inbox.export(data, lambda: None))


def test_a_telephone_of_many_years_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_BYTES", 100)
    with pytest.raises(Refusal, match="quá lớn"):
        list(inbox.export(export("a"), lambda: None))


@pytest.mark.parametrize(
    "heading",
    [
        "[21/11/2026 08:15] Nguyễn Văn Kỳ: ",
        "[08:15, 21/11/2026] Nguyễn Văn Kỳ: ",
        "21/11/2026, 08:15 - Nguyễn Văn Kỳ: ",
        "Nguyễn Văn Kỳ, [21.11.2026 08:15]\n",
        "[21/11/26 8:15:12 SA] +84 912 345 678: ",
        "21/11/2026\nNguyễn Văn Kỳ\n08:15\n",
        "Thứ bảy, 21 tháng 11, 2026\n08:15\n",
        "Thứ 7, ngày 21 tháng 11 năm 2026\n",
        "08:15 21/11/2026\n",
        "CN, 21-11-2026\n",
        "[20/11/2026 08:15] An: ok\n[21/11/2026 08:15] Kỳ: ",
    ],
)
def test_a_day_in_a_heading_or_on_a_line_of_its_own(heading: str) -> None:
    found = chat(f"{heading}BN ABC 52\n")
    assert found[-1] == ("BN ABC 52", DAY)
    assert not any("Kỳ:" in words for words, _on in found)


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Hôm nay", Ago(0)),
        ("08:15 Hôm qua", Ago(1)),
        ("[Hôm qua 08:15] Nguyễn Văn Kỳ: x", Ago(1)),
        ("22/11", Yearless(22, 11)),
        ("Thứ Năm, 26 tháng 11", Yearless(26, 11)),
        ("T5, 26 thg 11, 08:15", Yearless(26, 11)),
        ("[08:15, 26/11] Nguyễn Văn Kỳ: x", Yearless(26, 11)),
        ("26/11, 08:15 - Nguyễn Văn Kỳ: x", Yearless(26, 11)),
        ("[8:15-9:10] Nguyễn Văn Kỳ: x", DAY),
        ("Thứ hai", None),
    ],
)
def test_a_day_without_its_year(heading: str, day: Said | None) -> None:
    assert chat(f"21/11/2026\na\n{heading}\nb")[-1] == ("b", day)


def test_a_day_stays_where_it_is_said() -> None:
    assert chat("[21/11/2026 08:15] An: BN: A 52\n[09:00] Kỳ: b\n[ảnh] c: d\n32/13/2026\ne") == [
        ("BN: A 52", DAY), ("b", DAY), ("[ảnh] c: d", DAY), ("e", None)
    ]  # fmt: skip


def test_twenty_thousand_messages_in_well_under_two_seconds() -> None:
    known, chance = thumbs.register(10_762), random.Random(7)
    lines = list(known.values())
    chatter = "Chào anh, mai họp thôn lúc 8h30, nhớ mang sổ. Gọi 0912345678 nhé 😀 " * 2
    bodies = (
        f"BN {line.code} {line.copies}" if number % 2 else f"{chatter}{number}"
        for number, line in enumerate(chance.choices(lines, k=20_000))
    )
    data = export(*bodies)
    start = time.process_time()
    reader = Reader(known, date(2026, 12, 31), None)
    readings = [
        reading
        for message in inbox.export(data, lambda: None)
        for reading in reader.read(message.words, date(2026, 12, 2), "")
    ]
    assert time.process_time() - start < 2
    assert len(readings) == 10_000 and all(isinstance(found, Fact) for found in readings)
