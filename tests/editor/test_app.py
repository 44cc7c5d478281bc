"""What the desk answers to whom: its own pages to one browser, nothing to anybody else."""

import html
import io
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from support.builds import build_here
from support.trees import MINI, ROOT, approve, campaign, edit, git, make_official, replace, report
from werkzeug.test import Client, TestResponse

from generator.editor.app import Editor
from generator.editor.desk import Desk
from generator.editor.safety import Guard
from generator.exchange import sheets
from generator.model.words import Translation

HOST = "127.0.0.1:8010"
VI = "methods/goi-dien/vi.yml"


class Browser:
    """Sends what a browser sends."""

    def __init__(self, content: Path, drafts: Path, password: str = "") -> None:
        self.editor = Editor(content, drafts, Guard(frozenset({HOST}), password))
        self.client = Client(self.editor)
        self.password = password

    def get(self, path: str, host: str = HOST) -> TestResponse:
        return self.client.get(path, base_url=f"http://{host}/", follow_redirects=True)

    def post(
        self, path: str, fields: dict[str, str], origin: str = f"http://{HOST}"
    ) -> TestResponse:
        headers = {"Origin": origin} if origin else {}
        return self.client.post(path, base_url=f"http://{HOST}/", data=fields, headers=headers)

    def token(self, page: TestResponse) -> str:
        (token, *_same) = re.findall(r'name="token" value="(\w+)"', page.text)
        return str(token)

    def enter(self, name: str = "Chị Lan") -> "Browser":
        token = self.token(self.get("/"))
        self.post("/ten", {"token": token, "ten": name, "mat-khau": self.password})
        return self


@pytest.fixture
def browser(tree: Path, tmp_path: Path) -> Browser:
    return Browser(tree, tmp_path / "nhap").enter()


def filled(page: TestResponse) -> dict[str, str]:
    """Return the fields of a form as they stand."""
    found = {}
    for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page.text):
        found[name] = html.unescape(value)
    for name, value in re.findall(r'name="([^"]+)"[^>]*>([^<]*)</textarea>', page.text):
        found[name] = html.unescape(value)
    chosen = (
        r'<select[^>]* name="([^"]+)"[^>]*>(?:(?!</select>).)*?<option value="([^"]*)" selected'
    )
    return found | {name: html.unescape(v) for name, v in re.findall(chosen, page.text, re.S)}


def test_every_screen_opens_and_says_its_policy(browser: Browser) -> None:
    words = f"tep={VI}"
    for path in (
        *(
            "/",
            "/moi",
            "/duyet",
            "/lich-su",
            f"/duyet?{words}",
            f"/sua?{words}",
            f"/hinh?{words}",
        ),
        *("/sua?tep=contacts.yml", "/sua?tep=campaign.yml", f"/muc?{words}"),
    ):
        page = browser.get(path)
        assert page.status_code == 200, path
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        seen = re.sub(
            r'<(style|script).*?</\1>|<input type="hidden"[^>]*>', "", page.text, flags=re.S
        )
        assert "{" not in seen, path


def test_nobody_else_gets_in(browser: Browser) -> None:
    assert browser.get("/", host="ke-gian.example").status_code == 421
    token = browser.token(browser.get(f"/sua?tep={VI}"))
    fields = {"token": token, "viec": "luu"}
    for origin in ("https://ke-gian.example", "null", ""):
        assert browser.post(f"/sua?tep={VI}", fields, origin).status_code == 403, origin
    assert browser.post(f"/sua?tep={VI}", {"viec": "luu"}).status_code == 403
    for path in ("distribution/codes.csv", "../../etc/passwd", "x.yml", ""):
        assert browser.get(f"/sua?tep={path}").status_code == 404, path
    assert browser.get("/-/../pyproject.toml").status_code == 404


def test_a_password_is_asked_for_and_not_for_ever(tree: Path, tmp_path: Path) -> None:
    wrong = Browser(tree, tmp_path / "nhap", "dung-roi-day")
    token = wrong.token(wrong.get("/"))
    for _number in range(25):
        wrong.post("/ten", {"token": token, "ten": "A", "mat-khau": "sai"})
    wrong.post("/ten", {"token": token, "ten": "A", "mat-khau": "dung-roi-day"})
    assert "Bạn muốn sửa gì" not in wrong.get("/").text, "too many tries"
    right = Browser(tree, tmp_path / "nhap", "dung-roi-day").enter()
    assert "Bạn muốn sửa gì" in right.get("/").text


def test_who_comes_and_says_nothing_is_forgotten_before_who_works_here() -> None:
    guard = Guard(frozenset({HOST}))
    lan, silent = guard.begin(), guard.begin()
    assert guard.enter(lan, "Chị Lan", "")
    for _number in range(1_000):
        guard.begin()
    assert len(guard._sessions) == 500
    assert lan.key in guard._sessions and silent.key not in guard._sessions


def test_a_sentence_is_edited_checked_and_saved(browser: Browser, tree: Path) -> None:
    fields = filled(browser.get(f"/sua?tep={VI}"))
    wrong = fields | {"summary": "Gọi 0912345678 ngay."}
    answer: Any = browser.post(f"/kiem?tep={VI}", wrong).json
    assert "0912345678" in answer["problems"]["summary"][0]["message"] and answer["draft"]
    page = browser.post(f"/sua?tep={VI}", wrong | {"viec": "luu"})
    assert 'aria-invalid="true"' in page.text and "0912345678" not in (tree / VI).read_text()
    page = browser.post(f"/sua?tep={VI}", fields | {"summary": "Câu mới.", "viec": "luu"})
    assert "Đã lưu." in page.text and 'summary: "Câu mới."' in (tree / VI).read_text("utf-8")
    assert "bản nháp" not in browser.get("/").text


def test_what_a_word_processor_put_in_is_named_where_it_was(browser: Browser, tree: Path) -> None:
    fields = filled(browser.get(f"/sua?tep={VI}"))
    pasted = fields | {
        "summary": "Câu\u00a0dán\u00a0vào.",
        "signs#": "+1",
        "signs/+1": "Hai\u200b",
    }
    notes: Any = browser.post(f"/kiem?tep={VI}", pasted).json
    assert notes["notes"]["summary"] == "Khi lưu sẽ bỏ 2 dấu cách đặc biệt."
    page = browser.post(f"/sua?tep={VI}", pasted | {"viec": "luu"}).text
    assert 'data-note="summary" aria-live="polite">Đã bỏ 2 dấu cách đặc biệt.</p>' in page
    assert "Đã bỏ 1 ký tự ẩn." in page and 'summary: "Câu dán vào."' in (tree / VI).read_text()


def test_an_item_is_added_by_a_button_alone(browser: Browser, tree: Path) -> None:
    fields = filled(browser.get(f"/sua?tep={VI}"))
    page = browser.post(f"/sua?tep={VI}", fields | {"viec": "add:signs"})
    assert 'name="signs/+1"' in page.text
    assert "signs/+1" in filled(browser.get(f"/sua?tep={VI}")), "the draft keeps it"


def test_a_new_entry_begins_with_its_title(browser: Browser, tree: Path) -> None:
    token = browser.token(browser.get("/moi"))
    fields = {"token": token, "loai": "news", "tieu-de": "Tin thử nghiệm"}
    where, headers = f"http://{HOST}/", {"Origin": f"http://{HOST}"}
    page = browser.client.post(
        "/moi", base_url=where, data=fields, headers=headers, follow_redirects=True
    )
    assert page.status_code == 200 and "chưa lưu" in page.text
    assert not (tree / "news").exists(), "nothing is in the tree before it is saved"
    assert "<h1>Tin thử nghiệm</h1>" in browser.get("/sua?tep=news/tin-thu-nghiem/item.yml").text
    page = browser.post("/sua?tep=news/tin-thu-nghiem/item.yml", filled(page) | {"viec": "luu"})
    assert (
        '<a href="/sua?tep=news/tin-thu-nghiem/vi.yml">Tin thử nghiệm (Tiếng Việt)' in page.text
    )
    words = filled(browser.get("/sua?tep=news/tin-thu-nghiem/vi.yml")) | {"text": "Có tin."}
    page = browser.post("/sua?tep=news/tin-thu-nghiem/vi.yml", words | {"viec": "luu"})
    assert "Đã lưu." in page.text and (tree / "news/tin-thu-nghiem/item.yml").exists()


def test_a_language_begins_from_a_list_and_waits_for_words(browser: Browser, tree: Path) -> None:
    page = browser.get("/moi")
    assert '<option value="km">Khmer</option>' in page.text
    assert '<option value="lo" disabled>Lào – chưa có phông chữ</option>' in page.text
    assert '<option value="vi"' not in page.text, "it is there"
    fields = {"token": browser.token(page), "loai": "languages", "tieng": "km", "tieu-de": ""}
    assert browser.post("/moi", fields).location == "/sua?tep=languages/km.yml"
    form = filled(browser.get("/sua?tep=languages/km.yml"))
    form |= {"direction": "ltr", "viec": "luu"}
    assert form["font/regular"] == "NotoSansKhmer-Regular.ttf"
    assert "Đã lưu." in browser.post("/sua?tep=languages/km.yml", form).text
    assert "ភាសាខ្មែរ" in browser.get("/dich").text and "km" in campaign(tree).waiting
    page = browser.post("/moi", fields | {"tieng": "", "tieu-de": "Tiếng Úc"})
    assert "không thành tên" in page.text


def test_previews_are_the_bytes_of_the_build(
    browser: Browser, tree: Path, tmp_path: Path
) -> None:
    site = build_here(MINI, tmp_path / "dist") / "site"
    page = browser.get(f"/hinh?tep={VI}")
    (key,) = set(re.findall(r'src="/xem/([^/]+)/trang"', page.text))
    shown = browser.get(f"/xem/{key}/trang")
    path = shown.request.path.removeprefix(f"/xem/{key}/")
    assert shown.data == (site / path).read_bytes()
    landing = browser.get(f"/xem/{key}/qr")
    path = landing.request.path.removeprefix(f"/xem/{key}/")
    assert landing.data == (site / path).read_bytes() and path.startswith("Q/")
    assert "mm" in browser.get(f"/xem/{key}/to-roi/to-roi").text
    path = "leaflets/to-roi/toan-tinh/vi-1.webp"
    assert browser.get(f"/xem/{key}/{path}").data == (site / path).read_bytes()


def test_approving_needs_a_name_of_the_campaign(
    browser: Browser, tree: Path, tmp_path: Path
) -> None:
    assert "Chưa ghi ai được duyệt" in browser.get(f"/duyet?tep={VI}").text
    replace(tree / "campaign.yml", "status:", 'people: ["Ông Bình, Trưởng phòng PA05"]\nstatus:')
    page = browser.get(f"/duyet?tep={VI}")
    assert "Người được duyệt: Ông Bình" in page.text and 'name="van"' not in page.text
    token = browser.token(browser.get(f"/sua?tep={VI}"))
    fields = {"token": token, "tep": VI, "van": "B" * 12}
    assert browser.post(f"/rut?tep={VI}", {"token": token}).status_code == 404
    assert browser.post("/duyet", fields).status_code == 404, "Chị Lan is not one of them"
    browser = Browser(tree, tmp_path / "nhap").enter("Ông Bình, Trưởng phòng PA05")
    page = browser.get(f"/duyet?tep={VI}")
    fields = {"token": browser.token(page), "tep": VI}
    (fields["van"],) = re.findall(r'name="van" value="(\w+)"', page.text)
    browser.post("/duyet", fields)
    text = (tree / VI).read_text("utf-8")
    assert 'state: "approved"' in text and "Ông Bình" in text
    assert browser.post(f"/rut?tep={VI}", {"token": fields["token"]}).status_code == 302
    assert 'state: "unreviewed"' in (tree / VI).read_text("utf-8")


def test_without_pango_all_but_the_leaflets_is_there(tree: Path, tmp_path: Path) -> None:
    """As on a Windows machine: the typesetter's library cannot be loaded."""
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint/__init__.py").write_text("raise OSError('no library pango')")
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from pathlib import Path
from generator import messages
from generator.editor.app import Editor
from generator.editor.desk import Desk
from generator.editor.safety import Guard, Session
messages.speak("vi")
editor = Editor(Path({str(tree)!r}), Path({str(tmp_path / "nhap")!r}), Guard(frozenset()))
editor.warm()
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request
request = Request(EnvironBuilder("/hinh?tep={VI}").get_environ())
session = Session("x", "A")
print(editor._edit(request, session).status_code, editor._look(request, session).get_data(True))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("200"), done.stderr
    assert "không có thư viện Pango" in done.stdout and "/trang" in done.stdout


def test_a_stale_translation_shows_what_its_source_said(tree: Path, tmp_path: Path) -> None:
    """The words that were read stand in git; those that changed are marked."""
    browser = Browser(tree, tmp_path / "nhap").enter()
    who = ("-c", "user.name=A", "-c", "user.email=a@localhost")
    english = "methods/goi-dien/en.yml"
    source = report(tree).tree.of(Translation)["goi-dien", "vi"]
    approve(tree)
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "x")):
        subprocess.run(["git", "-C", tree, *command], check=True)
    old = source.summary
    replace(tree / VI, old, f"{old} Kể cho người nhà.")
    page = browser.get(f"/sua?tep={english}").text
    assert "<ins>Kể cho người nhà.</ins>" in page and "đã đổi" in page


def test_a_killed_desk_loses_no_draft(tree: Path, tmp_path: Path) -> None:
    """The process is killed while somebody writes: what was checked last is there again."""
    program = f"""
import sys
from pathlib import Path
from generator.editor.desk import Desk
desk = Desk(Path({str(tree)!r}), Path({str(tmp_path / "nhap")!r}))
draft = desk.draft({VI!r})
number = 0
while True:
    number += 1
    fields = dict(draft.filled) | {{"summary": "Câu " * 400 + str(number)}}
    desk.keep(draft._replace(filled=list(fields.items())))
    if number == 3:
        print("nào", flush=True)
"""
    for _turn in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(0.02)
            running.kill()
        filled_in = dict(Desk(tree, tmp_path / "nhap").draft(VI).filled)  # type: ignore[arg-type]
        assert str(filled_in["summary"]).startswith("Câu Câu")
    assert (tree / VI).read_bytes() == (MINI / VI).read_bytes()


def test_what_is_under_no_approval_has_none_to_withdraw(browser: Browser, tree: Path) -> None:
    before = (tree / "contacts.yml").read_bytes()
    token = browser.token(browser.get(f"/sua?tep={VI}"))
    assert browser.post("/rut?tep=contacts.yml", {"token": token}).status_code == 404
    assert (tree / "contacts.yml").read_bytes() == before


def with_history(tree: Path) -> None:
    git(tree, "init", "-q")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "Seed")


def save(browser: Browser, file: str, **texts: str) -> str:
    fields = filled(browser.get(f"/sua?tep={file}"))
    return browser.post(f"/sua?tep={file}", fields | texts | {"viec": "luu"}).text


def test_a_change_is_shown_before_it_is_taken_back(browser: Browser, tree: Path) -> None:
    with_history(tree)
    save(browser, VI, summary="Câu một.")
    page = browser.get("/lich-su").text
    assert "Seed" not in page, "what was not done here is not undone here"
    (commit,) = re.findall(r'href="/hoan\?so=(\w+)"', page)
    seen = browser.get(f"/hoan?so={commit}")
    assert "Câu một." in seen.text and "Đó là lừa đảo" in seen.text
    assert "Câu một." in (tree / VI).read_text("utf-8"), "only looked at"
    fields = {"token": browser.token(seen), "so": commit}
    assert "Đã trả lại như trước" in browser.post("/hoan", fields).text
    assert "Câu một." not in (tree / VI).read_text("utf-8")
    for other in (git(tree, "rev-parse", "--short", "HEAD~2").strip(), "0123abcd"):
        assert browser.post("/hoan", fields | {"so": other}).status_code == 404


def test_who_was_slower_chooses_between_two_wordings(browser: Browser, tree: Path) -> None:
    fields = filled(browser.get(f"/sua?tep={VI}"))
    replace(tree / VI, "Đó là lừa đảo: hãy tắt máy.", "Câu của Hoa.")
    mine = fields | {"summary": "Câu của Lan.", "title": "Tên mới"}
    page = browser.post(f"/sua?tep={VI}", mine | {"viec": "luu"}).text
    assert "CHƯA LƯU: còn 1 chỗ" in page and "Giữ lời của tôi" in page and "Câu của Hoa." in page
    page = browser.post(f"/sua?tep={VI}", mine | {"viec": "lay"}).text
    assert 'value="Tên mới"' in page and "Câu của Hoa.</textarea>" in page
    replace(tree / VI, "Câu của Hoa.", "Câu của Đọc.")
    browser.post(f"/sua?tep={VI}", mine | {"viec": "giu"})
    text = (tree / VI).read_text("utf-8")
    assert 'summary: "Câu của Lan."' in text and 'title: "Tên mới"' in text


def test_a_campaign_is_not_official_by_one_choice_in_a_list(browser: Browser, tree: Path) -> None:
    page = save(browser, "campaign.yml", status="official")
    assert "chưa thành chính thức được: còn" in page and "CHƯA LƯU" in page
    assert 'status: "specimen"' in (tree / "campaign.yml").read_text("utf-8")


def test_words_too_long_for_paper_are_not_saved(browser: Browser, tree: Path) -> None:
    file = "advice/vua-chuyen-tien/vi.yml"
    page = save(browser, file, **{"steps/goi": "Gọi ngân hàng. " * 200})
    assert "chữ tràn khỏi mặt" in page and "CHƯA LƯU" in page
    assert "Gọi ngân hàng. Gọi" not in (tree / file).read_text("utf-8")


def test_a_number_in_the_source_does_not_wait_for_translations(
    browser: Browser, tree: Path
) -> None:
    assert "Đã lưu." in save(browser, VI, summary="Đó là lừa đảo: gọi ‹Công an 113›.")
    assert "{cong-an}" in (tree / VI).read_text("utf-8")


def test_a_changed_source_is_seen_though_nobody_had_read(browser: Browser, tree: Path) -> None:
    english = "methods/goi-dien/en.yml"
    save(browser, english, summary="It is a trick.")
    assert "cần dịch" not in browser.get(f"/sua?tep={english}").text
    save(browser, VI, summary="Đó là lừa đảo, hãy tắt máy ngay.")
    assert "Trang này còn 1 câu cần dịch" in browser.get(f"/sua?tep={english}").text


def test_titles_are_found_without_accents_in_any_order(browser: Browser) -> None:
    for typed in ("dọa gọi", "doa nat", "GỌI ĐIỆN"):
        assert "Gọi điện dọa nạt" in browser.get(f"/?tim={typed}").text, typed
    assert "Gọi điện dọa nạt" not in browser.get("/?tim=khong co").text


def test_words_that_do_not_fit_paper_are_named_at_their_field(browser: Browser) -> None:
    file = "tep=advice/vua-chuyen-tien/vi.yml"
    fields = filled(browser.get(f"/sua?{file}"))
    longer = {"steps/goi": "Gọi ngân hàng. " * 200}
    answer: Any = browser.post(f"/kiem?{file}", fields | longer).json
    assert answer["problems"] == {}, "no file is wrong"
    found: Any = browser.get(f"/vua?{file}").json
    assert list(found) == ["steps/goi"]
    assert "to-roi: chữ tràn khỏi mặt" in found["steps/goi"][0]["message"]
    browser.post(f"/kiem?{file}", fields)
    assert browser.get(f"/vua?{file}").json == {}


FACTS = "methods/goi-dien/method.yml"


def test_an_address_is_changed_once_its_editor_has_seen_what_follows(
    browser: Browser, tree: Path
) -> None:
    fields = filled(browser.get(f"/sua?tep={FACTS}"))
    browser.post(f"/kiem?tep={VI}", filled(browser.get(f"/sua?tep={VI}")) | {"summary": "Nháp."})
    assert f'href="/muc?tep={FACTS}"' in browser.get(f"/sua?tep={FACTS}").text
    seen = browser.get(f"/muc?tep={FACTS}&viec=doi&ten=Gọi+dọa")
    assert "thu.example/canh-bao/goi-doa/" in seen.text and (tree / FACTS).exists()
    act = {"token": fields["token"], "viec": "doi", "ten": "goi-doa"}
    assert "Đã làm xong" in browser.post(f"/muc?tep={FACTS}", act).text
    assert not (tree / "methods/goi-dien").exists()
    assert "Nháp." in browser.get("/sua?tep=methods/goi-doa/vi.yml").text, "the draft went along"
    assert browser.get(f"/muc?tep={FACTS}").status_code == 404
    assert browser.get("/muc?tep=contacts.yml").status_code == 404


def test_an_entry_that_others_name_stays_until_something_takes_its_place(
    browser: Browser, tree: Path
) -> None:
    home = "pages/khan-cap/page.yml"
    edit(tree / "pages/gioi-thieu/page.yml", lambda text: f'{text}next: "khan-cap"\n')
    seen = browser.get(f"/muc?tep={home}&viec=bo&thay=").text
    assert "các mục này còn nhắc đến nó: “Về trang này”" in seen and 'name="token"' not in seen
    act = {"token": browser.token(browser.get(f"/sua?tep={home}")), "viec": "bo", "thay": ""}
    assert "Đã làm xong" not in browser.post(f"/muc?tep={home}", act).text
    seen = browser.get(f"/muc?tep={home}&viec=bo&thay=gioi-thieu").text
    assert "không còn trang nào là: " in seen, "what would make it worse is said beforehand"
    assert (tree / home).exists()


def test_an_address_that_people_may_have_kept_stays_alive(tree: Path, tmp_path: Path) -> None:
    page = "pages/them/page.yml"
    (tree / "pages/them").mkdir()
    (tree / page).write_text('role: "page"\norder: "9"\n')
    words = (tree / "pages/gioi-thieu/vi.yml").read_text("utf-8")
    (tree / "pages/them/vi.yml").write_text(words, "utf-8")
    browser = Browser(tree, tmp_path / "nhap").enter()
    act = {"token": browser.token(browser.get(f"/sua?tep={page}")), "viec": "bo", "thay": ""}
    make_official(tree)
    assert "luôn mở được" in browser.post(f"/muc?tep={page}", act).text and (tree / page).exists()
    done = browser.post(f"/muc?tep={page}", act | {"thay": "gioi-thieu"})
    assert "Đã làm xong" in done.text and not (tree / page).exists()
    assert 'aliases: ["them"]' in (tree / "pages/gioi-thieu/page.yml").read_text("utf-8")


def refilled(book: bytes, words: dict[str, str]) -> bytes:
    """Return a workbook in which somebody has written, by the id of the row."""
    (sheet,) = sheets.read(book, "xlsx", is_typed=False)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as made:
        page = made.add_worksheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            cells = [str(cell) for cell in row]
            cells[4:5] = [words.get(cells[0], cells[4])] if len(cells) > 4 else []
            page.write_row(number, 0, cells)
    return out.getvalue()


def test_a_workbook_goes_out_and_comes_back(browser: Browser, tree: Path) -> None:
    out = browser.get("/bang?tieng=en")
    assert out.headers["Content-Disposition"].endswith("canhgiac-en.xlsx")
    assert browser.get("/bang?tieng=vi").status_code == 404
    english, token = tree / "methods/goi-dien/en.yml", browser.token(browser.get("/dich"))

    def back(words: str, name: str = "dich.xlsx") -> str:
        book = refilled(out.data, {"methods/goi-dien:summary": words})
        fields: Any = {"token": token, "bang": (io.BytesIO(book), name)}
        return browser.post("/bang", fields).text

    refused = back("Call 0912345678.")
    assert "dich.xlsx, dòng" in refused and "0912345678" not in english.read_text("utf-8")
    assert "Đã nhận 1 câu" in back("It is a trick: hang up.")
    assert 'summary: "It is a trick: hang up."' in english.read_text("utf-8")
    assert "người khác đã dịch" in back("Hang up, it is a trick."), "older than the words"
    fields: Any = {"token": token, "bang": (io.BytesIO(b"%PDF"), "x.pdf")}
    assert "x.pdf" in browser.post("/bang", fields).text


def test_a_translator_sees_what_waits_and_goes_from_one_to_the_next(
    browser: Browser, tree: Path
) -> None:
    english = "methods/goi-dien/en.yml"
    (tree / "editions/to-roi.yml").unlink()
    (tree / "distribution/codes.csv").unlink()
    replace(tree / english, 'summary: "It is fraud: hang up."\n', "")
    replace(tree / english, '  giuc: "They press you."\n', "")
    page = browser.get(f"/sua?tep={english}").text
    assert "Trang này còn 2 câu cần dịch" in page and 'href="#f-summary"' in page
    assert 'href="#f-signs/giuc"' in page, "from one to the next"
    assert "dẫn sang bản gốc" in page and page.count("chưa dịch</span>") == 2
    assert "cần dịch 2 câu" in browser.get("/dich").text
    fields = filled(browser.get(f"/sua?tep={english}"))
    more = {"summary": "It is fraud.", "viec": "luu"}
    assert "Đã lưu." in browser.post(f"/sua?tep={english}", fields | more).text, "a part is kept"
    assert "Trang này còn 1 câu cần dịch" in browser.get(f"/sua?tep={english}").text
