"""What the form of a file shows: its fields, what is wrong with them, what they translate."""

from typing import Any

from generator.content import moving
from generator.editor import choices, forms, listing, saying, wordwise
from generator.editor.desk import Desk, Draft, Saved


def shown(desk: Desk, draft: Draft, saved: Saved | None) -> dict[str, Any]:
    """Return what the template of the form is filled with; `saved` is what became of saving."""
    report, supposed = desk.report(), desk.report(desk.supposed(draft))
    known = choices.choices(report.tree)
    kind, file = listing.kind(draft.file), draft.file
    source = listing.source_data(report, file)
    filled = forms.completed(draft.filled, forms.raw(source)) if source else draft.filled
    problems = saved.problems if saved and saved.problems else desk.problems(draft)
    if not desk.held(file) and not saved:
        problems = []  # it has just begun: what is empty is no mistake yet
    elsewhere = [p for p in problems if p.file != file or not p.place]
    is_new, task = not desk.held(file), listing.task(desk, report, file)

    def said(texts: dict[str, str]) -> dict[str, Any]:
        return {place: choices.shown(t, known["contacts"]) for place, t in texts.items()}

    return {
        "file": file,
        "title": listing.title(supposed, file),
        "fields": forms.form(kind.model, choices.shown(filled, known["contacts"]), known),
        "siblings": listing.siblings(report, file),
        "wrong": saying.by_place(supposed, [p for p in problems if p.file == file]),
        "others": saying.all_said(supposed, elsewhere, file),
        "saved": saved if saved and not saved.problems else None,
        "refused": len(saved.problems) if saved else 0,
        "is_clash": bool(saved and saved.is_clash),
        "base": draft.base,
        "is_draft": desk.has_draft(file),
        "is_new": is_new,
        "is_entry": not is_new and not kind.has_words and moving.entry(file),
        "contacts": known["contacts"],
        "original": said(forms.flat(source)),
        "former": said(task.former if task else {}),
        "task": task,
        "following": listing.following(report, task, file) if task else None,
        "compared": wordwise.compared,
        "state": listing.state(report, file),
    }
