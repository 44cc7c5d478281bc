"""Posts for Zalo and Fanpages, their pictures, and when each is due."""

import dataclasses
import re
from datetime import date

import pytest
from support.papers import lines, paragraphs
from support.trees import copied, with_settings

from generator.artifact import Scope
from generator.channels import card
from generator.channels.posts import MOST_CHARACTERS, pictures, posts
from generator.model.campaign import Campaign
from generator.model.facts import Status
from generator.model.words import Translation

Files = dict[str, bytes]


def made(campaign: Campaign) -> Files:
    """Return every file of the channel but the pictures, by its path."""
    scopes = (Scope(language=tag) for tag in campaign.languages)
    return {a.path: a.content for scope in scopes for a in posts(campaign, scope)}


@pytest.fixture(scope="module")
def files(shipped: Campaign) -> Files:
    return made(shipped)


def texts(files: Files) -> dict[str, list[str]]:
    return {path: lines(file) for path, file in files.items() if path.endswith("/bai.txt")}


def test_a_post_says_this(mini: Campaign) -> None:
    found = made(mini)
    assert sorted(path for path in found if "/vi/" in path) == [
        "posts/vi/1-goi-dien/bai.txt",
        "posts/vi/1-goi-dien/mo-ta-hinh.txt",
        "posts/vi/lich-2026-12.docx",
        "posts/vi/lich-2026-12.txt",
    ]
    assert lines(found["posts/vi/1-goi-dien/bai.txt"]) == [
        "Bản mẫu – chưa được phê duyệt",
        "Bạn vừa gặp chuyện này?",
        "Gọi điện dọa nạt: tắt máy.",
        "",
        "Nên làm:",
        "– Tắt máy, gọi 113.",
        "Tuyệt đối không:",
        "– Không chuyển tiền.",
        "",
        "Gọi ngân hàng ngay, rồi gọi 113.",
        "",
        "Đọc kỹ, gửi cho người thân:",
        "https://thu.example/canh-bao/goi-dien/",
        "Một không, một phải – sáu điều nhớ nằm lòng",
        "Cơ quan thử",
    ]


def test_the_alternative_text_is_the_words_of_the_picture(mini: Campaign) -> None:
    told = lines(made(mini)["posts/vi/1-goi-dien/mo-ta-hinh.txt"])
    drawn = dict(card.drawings(mini, "vi", []))
    for square in (False, True):
        svg = drawn[mini.addresses.card("canh-bao/goi-dien/", square)]
        shown = " ".join(re.findall(r">([^<>]+)<", svg)).split()
        assert sorted(shown) == sorted(" ".join(told).split())


def test_the_pictures_are_those_of_the_site(mini: Campaign) -> None:
    found = {a.path: a.content for a in pictures(mini, lambda path: f"at {path}".encode())}
    assert found["posts/vi/1-goi-dien/hinh-ngang.png"] == b"at canh-bao/goi-dien/card.png"
    assert found["posts/vi/1-goi-dien/hinh-vuong.png"] == b"at canh-bao/goi-dien/card-square.png"
    cards = {
        artifact.path
        for tag in mini.languages
        for artifact in card.cards(mini, Scope(language=tag))
    }
    assert {f"site/{content.decode()[3:]}" for content in found.values()} <= cards
    assert len(found) == 2 * len(texts(made(mini)))


def test_every_method_has_a_post_in_each_language_of_its_words(
    shipped: Campaign, files: Files
) -> None:
    wanted = {
        (tag, slug)
        for slug, tag in shipped.tables.of(Translation)
        if tag in shipped.languages and slug in shipped.methods
    }
    found = [
        re.fullmatch(r"posts/([\w-]+)/\d\d-([\w-]+)/bai\.txt", path) for path in texts(files)
    ]
    assert {match.groups() for match in found if match} == wanted and len(wanted) > 100


def test_a_post_is_as_long_as_a_bubble_and_says_what_to_do_first(files: Files) -> None:
    for path, said in texts(files).items():
        length = sum(len(line) + 1 for line in said)
        assert length <= MOST_CHARACTERS * 1.1, path
        is_cut = length > MOST_CHARACTERS
        assert not is_cut or sum(line.startswith("– ") for line in said) == 2, path
        assert len("\n".join(said[:3])) <= 210, f"{path}: a timeline shows no more"


def test_an_address_stands_alone_and_opens_a_page(shipped: Campaign, files: Files) -> None:
    for path, said in texts(files).items():
        addresses = [line for line in said if "http" in line or "www" in line]
        assert len(addresses) == 1 and " " not in addresses[0], path
        host = shipped.settings.base_url
        assert addresses[0].startswith(host), path
        assert addresses[0].removeprefix(host) in shipped.page_paths, path


def test_nothing_is_left_that_a_chat_would_show_as_it_stands(files: Files) -> None:
    for path, file in files.items():
        text = file.decode() if path.endswith(".txt") else "\n".join(paragraphs(file))
        for trace in ("{", "}", "*", "None", "gọi .", "Gọi .", ": .", "..", "\u00a0", "call ."):
            assert trace not in text, (path, trace)


def test_a_specimen_says_so_and_an_official_campaign_does_not(mini: Campaign) -> None:
    official = made(with_settings(mini, status=Status.OFFICIAL))
    marks = ("Bản mẫu – chưa được phê duyệt", "Specimen – not approved")
    for path, file in made(mini).items():
        first, second = (
            paragraphs(one) if path.endswith(".docx") else lines(one)
            for one in (file, official[path])
        )
        assert any(mark in first for mark in marks), path
        assert second == [line for line in first if line not in marks]


# -- the plan ------------------------------------------------------------------------------------


def test_each_post_is_due_once_before_any_is_again(files: Files) -> None:
    plan = lines(files["posts/vi/lich-2026-12.txt"])
    due = re.findall(r"^(Thứ \w+), \d\d/\d\d/\d{4}: (\d\d)\. ", "\n".join(plan), re.MULTILINE)
    numbers = {path.split("/")[2][:2] for path in texts(files) if path.startswith("posts/vi/")}
    order = [number for _day, number in due]
    assert set(order[: len(numbers)]) == numbers
    assert order[len(numbers) :] == order[: len(order) - len(numbers)]
    assert [day for day, _number in due[:4]] == ["Thứ Tư", "Thứ Sáu", "Thứ Hai", "Thứ Tư"]


def test_months_follow_one_another(mini: Campaign) -> None:
    tables = copied(mini.tables)
    method, words = mini.methods["goi-dien"], tables.of(Translation)["goi-dien", "vi"]
    for order in range(2, 17):
        slug = f"thu-{order}"
        tables.of(type(method))[slug] = method.model_copy(update={"order": order})
        tables.of(Translation)[slug, "vi"] = words.model_copy(update={"title": slug})
    many = dataclasses.replace(mini, tables=tables)
    plan = lines(made(many)["posts/vi/lich-2026-12.txt"])
    assert plan[7:12] == [
        "",
        "Tháng 12/2026",
        "Thứ Tư, 02/12/2026: 01. Gọi điện dọa nạt",
        "Thứ Sáu, 04/12/2026: 02. thu-2",
        "Thứ Hai, 07/12/2026: 03. thu-3",
    ]
    assert plan[plan.index("Tháng 1/2027") + 1].startswith("Thứ Hai, 28/12/2026: 12. ")
    assert date(2026, 12, 28).weekday() == 0
