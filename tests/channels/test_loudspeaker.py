"""Scripts for the loudspeakers of communes, and when each is read out."""

import dataclasses
import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from support.trees import copied

from generator.artifact import Scope
from generator.channels.loudspeaker import MOST_SECONDS, scripts, seconds
from generator.model.aloud import unread
from generator.model.campaign import Campaign
from generator.model.facts import FraudMethod, News, Settings, Status
from generator.model.words import Translation

Files = dict[str, bytes]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(campaign: Campaign) -> Files:
    """Return every file of the channel by its path."""
    scopes = (Scope(language=tag) for tag in campaign.heard)
    return {a.path: a.content for scope in scopes for a in scripts(campaign, scope)}


@pytest.fixture(scope="module")
def files(shipped: Campaign) -> Files:
    return made(shipped)


def with_settings(campaign: Campaign, **changes: object) -> Campaign:
    tables = copied(campaign.tables)
    tables.of(Settings)[""] = campaign.settings.model_copy(update=changes)
    return dataclasses.replace(campaign, tables=tables)


def lines(file: bytes) -> list[str]:
    """Return the lines of a text file."""
    return file.decode().removesuffix("\r\n").split("\r\n")


def said(file: bytes) -> list[str]:
    """Return what is read out of a text file: what stands below the line."""
    found = lines(file)
    return found[found.index("-" * 40) + 1 :]


def paragraphs(file: bytes) -> list[str]:
    """Return the lines of a DOCX that are not in a table."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))[0]
    return ["".join(p.itertext()).replace("\u00a0", " ") for p in body.findall(f"{W}p")]


def texts(files: Files) -> Files:
    return {p: f for p, f in files.items() if p.endswith(".txt") and "/lich-" not in p}


def test_a_script_says_this(mini: Campaign) -> None:
    found = made(mini)
    assert sorted(found) == [
        "loudspeaker/vi/1-goi-dien.docx",
        "loudspeaker/vi/1-goi-dien.txt",
        "loudspeaker/vi/lich-2026-12.docx",
        "loudspeaker/vi/lich-2026-12.txt",
    ]
    assert lines(found["loudspeaker/vi/1-goi-dien.txt"]) == [
        "Bản mẫu – chưa được phê duyệt",
        "Chiến dịch thử",
        "Cơ quan thử",
        "Gọi điện dọa nạt",
        "Dài khoảng 39 giây, đọc 180 tiếng một phút",
        "Cập nhật ngày 21/11/2026",
        "-" * 40,
        "Thưa bà con, mời bà con nghe mục Chiến dịch thử.",
        "Hôm nay, xin cảnh báo bà con về chuyện: Gọi điện dọa nạt.",
        "Đó là lừa đảo: hãy tắt máy.",
        "Người lạ gọi đến.",
        "Chúng nói: “Chuyển tiền ngay!”",
        "Bạn trả lời: “Tôi tắt máy.”",
        "Nên làm: Tắt máy, gọi một một ba.",
        "Không chuyển tiền.",
        "Gọi ngân hàng ngay, rồi gọi một một ba.",
        "Một không, một phải.",
        "Nhớ thông điệp: Không sợ.",
        "Tắt máy ngay.",
        "Xin nhắc lại: Không sợ.",
        "Tắt máy ngay.",
        "Công an, số điện thoại: một một ba.",
        "Xin nhắc lại: Công an, số điện thoại: một một ba.",
        "Gọi điện dọa nạt: tắt máy.",
        "Cảm ơn bà con đã lắng nghe.",
    ]


def test_a_method_with_little_to_say_has_a_script_all_the_same(mini: Campaign) -> None:
    tables = copied(mini.tables)
    words = tables.of(Translation)["goi-dien", "vi"]
    empty: dict[str, object] = {"phrases": {}, "do": {}, "never": {}}
    tables.of(Translation)["goi-dien", "vi"] = words.model_copy(update=empty)
    found = said(made(dataclasses.replace(mini, tables=tables))["loudspeaker/vi/1-goi-dien.txt"])
    assert "Người lạ gọi đến." in found and not any("Nên làm" in line for line in found)


def test_without_a_number_a_script_says_where_to_find_it(mini: Campaign) -> None:
    tables = copied(mini.tables)
    facts = tables.of(FraudMethod)["goi-dien"]
    tables.of(FraudMethod)["goi-dien"] = facts.model_copy(update={"contacts": ("ngan-hang",)})
    found = said(made(dataclasses.replace(mini, tables=tables))["loudspeaker/vi/1-goi-dien.txt"])
    assert "Ngân hàng: Mặt sau thẻ." in found
    assert "Xin nhắc lại: Ngân hàng: Mặt sau thẻ." in found


def test_both_files_of_a_script_say_the_same(files: Files) -> None:
    for path, file in texts(files).items():
        ours = [line for line in lines(file) if line != "-" * 40]
        assert paragraphs(files[path.replace(".txt", ".docx")]) == ours


def test_every_published_method_has_a_script(shipped: Campaign, files: Files) -> None:
    wanted = {
        (tag, slug)
        for tag in shipped.heard
        for slug in shipped.methods
        if (slug, tag) in shipped.tables.of(Translation)
    }
    found = [
        re.fullmatch(r"loudspeaker/([\w-]+)/\d\d-([\w-]+)\.txt", path) for path in texts(files)
    ]
    assert {match.groups() for match in found if match} == wanted and len(wanted) > 50


def test_every_script_lasts_as_long_as_people_listen(shipped: Campaign, files: Files) -> None:
    for path, file in texts(files).items():
        lasts = seconds(said(file), shipped.settings.pace)
        assert 45 <= lasts <= MOST_SECONDS, path
        assert f"khoảng {lasts} giây, đọc 180 tiếng" in file.decode()


def test_where_it_is_read_slowly_whole_texts_are_left_out(shipped: Campaign) -> None:
    whole, slow = (texts(made(with_settings(shipped, pace=pace))) for pace in (250, 150))
    for path, file in slow.items():
        assert seconds(said(file), 150) <= MOST_SECONDS + 6, path
        assert set(said(file)) <= set(said(whole[path])), path
    assert sum(len(said(slow[path])) < len(said(whole[path])) for path in slow) > 50


def test_nothing_is_left_that_an_announcer_would_stumble_over(
    shipped: Campaign, files: Files
) -> None:
    for path, file in texts(files).items():
        pronunciation = shipped.tables.pronunciation(path.split("/")[1])
        assert pronunciation is not None
        text = "\n".join(said(file))
        assert unread(text, pronunciation) == [] and not re.search(r"\d", text), path
        assert all(len(line.split()) > 1 for line in said(file)), path
        for trace in ("{", "}", "*", "(", ")", "None", "gọi .", "Gọi .", ": .", "..", ",,"):
            assert trace not in text, (path, trace)
        for address in ("http", "www", shipped.addresses.host, ".vn"):
            assert address not in text, (path, address)


def test_the_rule_and_the_number_are_said_twice(shipped: Campaign, files: Files) -> None:
    for path, file in texts(files).items():
        text = "\n".join(said(file))
        number = re.search(r"^(.+, số điện thoại: .+)$", text, re.MULTILINE)
        rule = re.search(r"(?:Điều cần nhớ|Hãy nhớ): (.+\n.+)$", text, re.MULTILINE)
        assert number and rule, path
        assert text.count(number[1]) == text.count(rule[1]) == 2, path


def test_what_criminals_say_is_never_a_line_of_its_own(files: Files) -> None:
    for path, file in texts(files).items():
        for line in said(file):
            assert line.count("“") == line.count("”"), (path, line)


def test_a_specimen_says_so_and_an_official_campaign_does_not(mini: Campaign) -> None:
    official = made(with_settings(mini, status=Status.OFFICIAL))
    for path, file in made(mini).items():
        first, second = (
            paragraphs(one) if path.endswith(".docx") else lines(one)
            for one in (file, official[path])
        )
        assert first[0] == "Bản mẫu – chưa được phê duyệt" and second == first[1:]


def test_nothing_foreign_is_in_a_file(files: Files) -> None:
    for path, file in files.items():
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(file)) as archive:
                assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 11, 25)}
                about = archive.read("docProps/core.xml").decode()
            assert (
                "<dc:creator></dc:creator>" in about and "<dc:language>vi</dc:language>" in about
            )


# -- the schedule --------------------------------------------------------------------------------


def test_the_schedule_names_the_scripts_by_their_numbers(shipped: Campaign, files: Files) -> None:
    days = said(files["loudspeaker/vi/lich-2026-12.txt"])
    assert len(days) == 31 and days[0].startswith("01/12/2026: ")
    numbers = {
        path.split("/")[2][:2] for path in texts(files) if path.startswith("loudspeaker/vi/")
    }
    named = [n for day in days for n in re.findall(r"(?:: | / )(\d\d)\. ", day)]
    assert len(named) == 62 and set(named) == numbers


def test_what_is_new_comes_first_then_what_hurts_most_people(mini: Campaign) -> None:
    tables = copied(mini.tables)
    method = mini.methods["goi-dien"]
    words = tables.of(Translation)["goi-dien", "vi"]
    changes: dict[str, date | None] = {
        **dict.fromkeys("abc"),
        "changed": date(2026, 11, 3),
        "long-ago": date(2026, 10, 31),
    }
    for order, (slug, changed) in enumerate(changes.items(), start=2):
        facts = {"order": order, "changed": changed}
        tables.of(FraudMethod)[slug] = method.model_copy(update=facts)
        tables.of(Translation)[slug, "vi"] = words.model_copy(update={"title": slug})
    tables.of(News)["tin"] = News(dated=date(2026, 11, 20), methods=("c",))
    days = said(made(dataclasses.replace(mini, tables=tables))["loudspeaker/vi/lich-2026-12.txt"])
    mornings = [re.split(r": \d\. | / ", day)[1] for day in days[:6]]
    assert mornings == ["c", "changed", "Gọi điện dọa nạt", "a", "b", "long-ago"]
