"""The pages of the editor: one address for each thing that staff do."""

import json
import mimetypes
from collections.abc import Callable, Mapping
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from generator.assets import TEMPLATES
from generator.content import beginning, labels, moving
from generator.content.git import GitError
from generator.content.skeleton import slug
from generator.editor import (
    choices,
    entries,
    form,
    forms,
    letters,
    listing,
    pictures,
    saying,
    static,
    vouching,
)
from generator.editor.desk import Desk, Draft, Saved
from generator.editor.pictures import Gallery, Views
from generator.editor.safety import COOKIE, HEADERS, SHOWN, Guard, Session
from generator.editor.saying import Said
from generator.model.trust import Worded
from generator.problems import ContentError, Problem
from generator.rendering import environment
from generator.workers import Submit, here

_MOST = 4_000_000
"""Bytes of a form."""


class Editor:
    """A WSGI application over one content folder."""

    def __init__(self, content: Path, drafts: Path, guard: Guard, draw: Submit = here) -> None:
        self._content, self._drafts, self.guard = content, drafts, guard
        self._gallery = Gallery(draw)
        self._paper = ""
        self._pages: Mapping[str, Callable[..., Response]] = {
            "/": self._home,
            "/ten": self._name,
            "/sua": self._edit,
            "/kiem": self._check,
            "/vua": self._fits,
            "/hinh": self._look,
            "/moi": self._new,
            "/muc": self._entry,
            "/dich": self._translate,
            "/bang": self._workbook,
            "/duyet": self._approve,
            "/rut": self._withdraw,
            "/lich-su": self._history,
            "/hoan": self._undo,
        }
        rules = [Rule(path, endpoint=path) for path in self._pages]
        self._map = Map([*rules, Rule("/xem/<key>/<path:path>", endpoint="/xem")])
        self._map.add(Rule("/-/<path:name>", endpoint="/-"))
        self._map.add(Rule("/assets/<path:name>", endpoint="/-"))  # as the site asks for them

    def warm(self) -> None:
        """Load what draws pages and paper, while somebody reads the first page."""
        self._paper = pictures.has_paper()

    def __call__(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        request.max_content_length = _MOST
        with request:
            response = self._answer(request)
        response.headers.update(HEADERS)
        if request.path.startswith("/xem/") and "/to-roi/" not in request.path:
            response.headers["Content-Security-Policy"] = SHOWN
        return response(environ, start)

    def _answer(self, request: Request) -> Response:
        try:
            refused = self.guard.refuses(request)
            if refused:
                return Response(str(refused), refused)
            session = self.guard.session(request)
            if session is None:
                session = self.guard.begin()
                response = redirect(request.full_path.rstrip("?"))
                response.set_cookie(COOKIE, session.key, httponly=True, samesite="Strict")
                return response
            endpoint, found = self._map.bind_to_environ(request.environ).match()
            if endpoint == "/-":
                return static.answer(found["name"])
            if not session.name and endpoint != "/ten":
                return redirect(f"/ten?ve={request.full_path.rstrip('?')}")
            if endpoint == "/xem":
                return self._see(session, found["key"], found["path"])
            return self._pages[endpoint](request, session)
        except HTTPException as error:
            return Response(str(error.code), error.code)
        except (ContentError, GitError) as error:
            session = self.guard.session(request) or self.guard.begin()
            why = error.problems if isinstance(error, ContentError) else []
            told = saying.all_said(self._desk(session).report(), why) or [Said(str(error), "")]
            return self._page("failed", session, 422, wrong=told)

    # -- what all pages share --------------------------------------------------------------------

    def _desk(self, session: Session) -> Desk:
        return Desk(self._content, self._drafts / (slug(session.name) or "ai"))

    def _page(self, template: str, session: Session, status: int = 200, **words: Any) -> Response:
        html = (
            environment(TEMPLATES / "editor", TEMPLATES)
            .get_template(f"{template}.html.jinja")
            .render(_=_, session=session, token=self.guard.token(session), **words)
        )
        return Response(html, status, mimetype="text/html")

    def _file(self, request: Request) -> str:
        """Return the file that is asked for, which is one that staff may edit."""
        file = request.args.get("tep", "")
        if not listing.may_edit(file):
            raise NotFound
        return file

    # -- coming in, the list ---------------------------------------------------------------------

    def _name(self, request: Request, session: Session) -> Response:
        wrong = ""
        if request.method == "POST":
            name, password = request.form.get("ten", "").strip(), request.form.get("mat-khau", "")
            if not name:
                wrong = _("write your name: it stands beside what you change")
            elif self.guard.enter(session, name[:80], password):
                back = request.form.get("ve", "/")
                return redirect(back if back.startswith("/") and back[1:2] != "/" else "/")
            else:
                wrong = _("this is not the password")
        has = bool(self.guard.password)
        back = request.args.get("ve", "/")
        return self._page("name", session, has_password=has, wrong=wrong, back=back)

    def _home(self, request: Request, session: Session) -> Response:
        desk = self._desk(session)
        report = desk.report()
        words = request.args.get("tim", "").strip()
        shelves = listing.shelves(report, words)
        return self._page(
            "home", session, shelves=shelves, words=words, drafts=set(desk.drafts())
        )

    def _new(self, request: Request, session: Session) -> Response:
        """Begin an entry by its title, a language by its name or tag."""
        desk, wrong = self._desk(session), []
        report = desk.report()
        if request.method == "POST":
            folder = request.form.get("loai", "")
            title = request.form.get("tieu-de", "").strip() or request.form.get("tieng", "")
            if folder not in (*listing.kinds(), beginning.LANGUAGES):
                raise NotFound
            try:
                begun = beginning.begun(
                    report.tree, folder, title or request.form.get("tieng", "")
                )
            except ContentError as error:
                wrong = saying.all_said(report, error.problems, error.problems[0].file)
            else:
                for one in begun:
                    if not desk.has_draft(one.file):
                        desk.keep(Draft(one.file, "", forms.raw(one.data)))
                return redirect(f"/sua?tep={begun[0].file}")
        return self._page(
            "new",
            session,
            kinds=listing.kinds(),
            label=labels.kind,
            wrong=wrong,
            languages=beginning.LANGUAGES,
            tongues=listing.tongues(report.tree),
        )

    def _entry(self, request: Request, session: Session) -> Response:
        """Show what another address of an entry would change, or its end; on a click do it."""
        file, desk = self._file(request), self._desk(session)
        report = desk.report()
        if file not in report.tree.documents or not moving.entry(file):
            raise NotFound
        act = entries.asked(file, request.values)
        plan = entries.plan(desk, report, act) if act else None
        saved = None
        if request.method == "POST" and plan and not plan.problems:
            saved = entries.do(desk, report, plan.act, session.name)
        there = moving.moved(file, act.other) if act and act.what == entries.RENAME else ""
        return self._page(
            "entry",
            session,
            file=file,
            title=listing.title(report, file),
            slug=(moving.entry(file) or ("", ""))[1],
            plan=plan,
            wrong=saying.all_said(report, (saved or plan).problems if plan else (), file),
            saved=saved,
            there=there,
            successors=entries.successors(report, file),
        )

    # -- editing ---------------------------------------------------------------------------------

    def _edit(self, request: Request, session: Session) -> Response:
        file, desk = self._file(request), self._desk(session)
        saved: Saved | None = None
        draft = filled = desk.draft(file)
        if request.method == "POST":
            draft = filled = self._filled(request, desk, draft)
            act = request.form.get("viec", "luu")
            if act == "bo":
                desk.drop(file)
                return redirect(f"/sua?tep={file}")
            if act in (_MINE, _THEIRS):
                draft = filled = desk.settled(draft, act == _MINE)
                desk.keep(draft)
            elif act != "luu":
                draft = draft._replace(filled=forms.acted(draft.filled, act))
                desk.keep(draft)
            if act in ("luu", _MINE):
                saved = self._save(desk, draft, session)
                if not saved.problems:
                    draft = desk.draft(file)
                else:
                    desk.keep(draft)
        seen, is_done = desk.report(desk.supposed(filled)), bool(saved and not saved.problems)
        notes = saying.notes(seen, filled, is_done)
        focus = forms.touched(draft.filled, request.form.get("viec", ""))
        shown = form.shown(desk, draft, saved)
        return self._page("edit", session, notes=notes, focus=focus, **shown)

    def _filled(self, request: Request, desk: Desk, draft: Draft) -> Draft:
        pairs = [pair for pair in request.form.items(multi=True) if pair[0] not in _OURS]
        contacts = choices.contacts(desk.report().tree)
        if not desk.has_draft(draft.file):  # what the file held when the form was opened
            draft = draft._replace(base=request.form.get("goc", "").replace("\r\n", "\n"))
        return draft._replace(filled=choices.meant(forms.posted(pairs), contacts))

    def _save(self, desk: Desk, draft: Draft, session: Session) -> Saved:
        title = listing.title(desk.report(desk.supposed(draft)), draft.file)
        changed = listing.changed(draft, desk.data(draft))
        says = _("Edit “{title}”: {fields}") if draft.base else _("Begin “{title}”")
        says = says.format(title=title, fields=changed)
        try:
            unfit = self._unfit(desk, draft)
            return Saved(unfit, "", "") if unfit else desk.save(draft, session.name, says)
        except ContentError as error:
            return Saved(list(error.problems), "", "")

    def _check(self, request: Request, session: Session) -> Response:
        """Keep what is filled in as a draft, and say what is wrong with it."""
        file, desk = self._file(request), self._desk(session)
        draft = self._filled(request, desk, desk.draft(file))
        if desk.data(draft) == draft.before:
            desk.drop(file)
        else:
            desk.keep(draft)
        data = {
            "problems": saying.by_place(desk.report(), desk.problems(draft)),
            "notes": saying.notes(desk.report(desk.supposed(draft)), draft, is_done=False),
            "draft": desk.has_draft(file),
        }
        return Response(json.dumps(data, ensure_ascii=False), mimetype="application/json")

    # -- pictures --------------------------------------------------------------------------------

    def _look(self, request: Request, session: Session) -> Response:
        file, desk = self._file(request), self._desk(session)
        draft = desk.draft(file)
        report, is_older = desk.report(desk.supposed(draft)), False
        if report.campaign is None:
            report, is_older = desk.report(), True
        if report.campaign is None or not (desk.held(file) or not is_older):
            return self._page(
                "look", session, file=file, views=None, older=False, key="", paper=""
            )
        key, views = self._gallery.hung(report.campaign, file)
        return self._page(
            "look", session, file=file, views=views, older=is_older, key=key, paper=self._paper
        )

    def _fits(self, request: Request, session: Session) -> Response:
        """Say which words of a draft without mistakes fit neither paper nor card."""
        file, desk = self._file(request), self._desk(session)
        said = saying.by_place(desk.report(), self._unfit(desk, desk.draft(file)))
        return Response(json.dumps(said, ensure_ascii=False), mimetype="application/json")

    def _unfit(self, desk: Desk, draft: Draft) -> list[Problem]:
        """Return which words that became longer fit neither paper nor card."""
        old, new = forms.flat(draft.before), forms.flat(desk.data(draft))
        grown = {p: text for p, text in new.items() if len(text) > len(old.get(p, ""))}
        campaign = desk.report(desk.supposed(draft)).campaign if grown else None
        if campaign is None or self._paper:
            return []
        return self._gallery.hung(campaign, draft.file)[1].unfit(grown)

    def _see(self, session: Session, key: str, path: str) -> Response:
        views = self._gallery.get(key)
        if views is None:
            raise NotFound
        makers = {
            "trang": views.make_page,
            "qr": views.make_landing,
            "the": views.make_card,
        }
        try:
            if path in makers:
                made = makers[path]()
                return redirect(f"/xem/{key}/{made}") if made else Response(status=204)
            if path.startswith("to-roi/"):
                return self._sheet(session, views, key, path.removeprefix("to-roi/"))
        except ContentError as error:
            return Response("\n".join(p.message for p in error.problems), 422)
        name = f"{path}index.html" if path.endswith("/") else path
        if name not in views.files:
            raise NotFound
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(views.files[name], mimetype=kind)

    def _sheet(self, session: Session, views: Views, key: str, edition: str) -> Response:
        """Show the sides of a leaflet, and how much more may stand on them."""
        version = next((v for v in views.versions() if v.edition == edition), None)
        if version is None or self._paper:
            raise NotFound
        sheet, name = views.sides(version), views.campaign.editions[edition].name or edition
        return self._page("sheet", session, sheet=sheet, key=key, name=name)

    # -- translating -----------------------------------------------------------------------------

    def _translate(self, request: Request, session: Session) -> Response:
        report = self._desk(session).report()
        tag = request.args.get("tieng", "")
        work = listing.translations(report)
        return self._page("translate", session, work=work, tag=tag if tag in work else "")

    def _workbook(self, request: Request, session: Session) -> Response:
        """Give the texts of a language as a workbook; take one in that was filled in."""
        desk = self._desk(session)
        report, file = desk.report(), request.files.get("bang")
        if request.method == "POST" and file is not None:
            good_rows = bool(request.form.get("dung"))
            taken = letters.taken(desk, report, file, session.name, good_rows)
            return self._page("taken", session, taken=taken, title=partial(listing.title, report))
        tag = request.args.get("tieng", "")
        if tag not in listing.translations(report):
            raise NotFound
        name = {"Content-Disposition": f"attachment; filename=canhgiac-{tag}.xlsx"}
        book = letters.sent(report, tag, request.args.get("goi", ""))
        return Response(book, headers=name, mimetype=letters.XLSX)

    # -- approving, history ----------------------------------------------------------------------

    def _approve(self, request: Request, session: Session) -> Response:
        desk, wrong = self._desk(session), []
        report = desk.report()
        people = vouching.people(report)
        if request.method == "POST":
            file, by = request.form.get("tep", ""), session.name
            if by not in people:
                raise NotFound
            wrong = vouching.approve(desk, file, request.form.get("van", ""), by)
            report = desk.report()
        shown = vouching.screen(report, request.args.get("tep", ""))
        return self._page("approve", session, wrong=saying.all_said(report, wrong), **shown)

    def _withdraw(self, request: Request, session: Session) -> Response:
        if request.method != "POST":
            raise NotFound
        file, desk = self._file(request), self._desk(session)
        is_theirs = session.name in vouching.people(desk.report())
        if not is_theirs or not issubclass(listing.kind(file).model, Worded):
            raise NotFound
        vouching.withdraw(desk, file, session.name)
        return redirect(f"/sua?tep={file}")

    def _history(self, request: Request, session: Session) -> Response:
        file = request.args.get("tep", "")
        found, why = self._desk(session).history(file if listing.may_edit(file) else "")
        return self._page("history", session, commits=found, why=why, file=file)

    def _undo(self, request: Request, session: Session) -> Response:
        """Show what a change did; on a click take it back. What was changed since then stays."""
        commit, desk = request.values.get("so", ""), self._desk(session)
        if not commit.isalnum() or not desk.is_ours(commit):
            raise NotFound
        report, changed = desk.report(), list(desk.changed_by(commit))
        approves = any(place[0] == "approval" for _file, place, _before, _after in changed)
        if approves and session.name not in vouching.people(report):
            raise NotFound
        undone = None
        if request.method == "POST":
            says = _("Undo change {commit}").format(commit=commit)
            undone = desk.undo(commit, session.name, says)
        return self._page(
            "undone",
            session,
            commit=commit,
            changed=changed,
            title=partial(listing.title, report),
            field=listing.place_label,
            wrong=saying.all_said(desk.report(), undone.problems if undone else ()),
            saved=undone,
        )


_MINE, _THEIRS = "giu", "lay"  # whose words stay where two people changed the same
_OURS = ("token", "viec", "goc")
