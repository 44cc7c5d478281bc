"""What an official campaign still lacks; the sentences themselves are in cases/."""

from pathlib import Path

import pytest
from support.trees import make_official, replace, report

from generator.content.report import Deed


@pytest.mark.parametrize(
    "host",
    [
        *("thu.example", "example.com", "may-chu.local", "trong.internal", "a.intranet"),
        *("bit.ly", "www.bit.ly", "t.co", "s.id", "zalo.me", "sites.google.com", "xa.github.io"),
        *("xa.duckdns.org", "abc.ngrok-free.app"),
    ],
)
def test_an_address_that_nobody_can_open_or_trust(tree: Path, host: str) -> None:
    make_official(tree)
    assert report(tree).may(Deed.PUBLISH)
    replace(tree / "campaign.yml", "https://canhgiac.thu.vn", f"https://{host}")
    assert [p.place for p in report(tree).stops(Deed.PUBLISH)] == [("base_url",)]


@pytest.mark.parametrize("name", ["Bản mẫu – chưa có cơ quan phát hành", "Specimen"])
def test_an_official_campaign_is_nobodys_specimen(tree: Path, name: str) -> None:
    replace(tree / "interface/en.yml", "Test office", name)
    make_official(tree)
    stops = report(tree).stops(Deed.PUBLISH)
    assert [(p.file, p.place) for p in stops] == [("interface/en.yml", ("issuer",))]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('    number: "113"\n  ngan', '    number: "114"\n  ngan', "number"),
        ('    number: "113"\n  ngan', '    number: "113"\n    means: "text"\n  ngan', "means"),
    ],
)
def test_a_contact_is_what_was_confirmed(tree: Path, old: str, new: str, field: str) -> None:
    make_official(tree)
    replace(tree / "contacts.yml", old, new)
    found = [p for p in report(tree).stops(Deed.PUBLISH) if p.file == "contacts.yml"]
    assert [p.message for p in found] == [f"mục {field} của cong-an không đúng như đã xác nhận"]
    assert f"mục {field} bên dưới confirmed" in found[0].remedy
