"""Words as a paper that goes round for signatures: numbered texts, what changed, a signature."""

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _

from generator.assets import TEMPLATES
from generator.content.approving import Reading
from generator.model.campaign import Campaign
from generator.rendering import environment, plain
from generator.typesetting import paper


def html(campaign: Campaign, readings: Sequence[Reading], number: str, printed: date) -> str:
    """Return the paper as one HTML document with its style."""
    voice = plain(campaign, campaign.source)
    spoken = {tag: voice.in_language(tag) for tag in campaign.languages}
    texts = sum(len(reading.lines) for reading in readings)
    say = {
        "title": _("Words to approve"),
        "dossier": _("Dossier"),
        "count": _("Files: {n}; texts: {m}.").format(n=len(readings), m=texts),
        "how": _("Read every text. Write a correction beside it. Sign on the last page: the"
                 " signature stands for exactly these words."),
        "new": _("new"),
        "changed": _("changed"),
        "approve": _("I have read these words and approve them."),
        "name": _("Name and office"),
        "day": _("Day"),
        "signature": _("Signature"),
        "then": _("Then: {command}").format(
            command=f'.venv/bin/canhgiac approve --signed {number} --by "…"'
        ),
    }  # fmt: skip
    template = environment(TEMPLATES).get_template("dossier.html.jinja")
    return template.render(
        voice=voice, spoken=spoken, say=say, readings=readings, number=number, printed=printed
    )


def pdf(text: str) -> bytes:
    """Return the paper as PDF, A4."""
    return paper.pages(text)
