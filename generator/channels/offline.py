"""What a phone keeps of a language: its service worker, and what its home screen needs."""

import hashlib
import json
from collections.abc import Iterator

from markupsafe import Markup

from generator import compression
from generator.artifact import Artifact, Scope
from generator.assets import TEMPLATES
from generator.channels.pages import look
from generator.model.addresses import AUDIO
from generator.model.campaign import Campaign
from generator.rendering import environment, linked

WORKER, MANIFEST = "sw.js", "manifest.webmanifest"
"""In the folder of a language; what stands below it is theirs."""


def kept(campaign: Campaign, scope: Scope) -> Iterator[Artifact]:
    """Yield the worker that answers without network, and the manifest, of one language."""
    voice, to = linked(campaign, scope.language), campaign.addresses
    words = Markup('<p class="stored" role="status">{} {}</p>')
    style, script = look.style(), look.script(to.host)
    everything = f"/{to.everything(voice.tag)}"
    pages = (voice.home, voice.emergency.path, voice.message.path)
    worker = environment(TEMPLATES).get_template("sw.js.jinja")
    made_from = campaign.content_revision + style + script
    text = worker.render(
        tag=voice.tag,
        version=hashlib.sha256(made_from.encode()).hexdigest()[:12],
        everything=everything,
        kept=[*(f"/{path}" for path in pages), everything, *look.parts(campaign, voice.tag)],
        stored=words.format(voice.ui.stored, voice.updated),
        missing=words.format(voice.ui.not_stored, voice.updated),
        urgent=f"/{voice.emergency.path}",
        heard=f"/{AUDIO}/",
    )
    yield Artifact(f"site/{voice.home}{WORKER}", compression.without_remarks(text).encode())
    colours = look.tokens()
    manifest = {
        "name": voice.title,
        "lang": voice.tag,
        "dir": voice.direction,
        "start_url": "./",
        "scope": "./",
        # Never without the address bar: by the address people tell this site from a false one.
        "display": "minimal-ui",
        "theme_color": colours["brand"],
        "background_color": colours["page"],
        "icons": [
            {
                "src": f"/{look.asset(look.icon(size))}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for size in look.ICONS
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False)
    yield Artifact(f"site/{voice.home}{MANIFEST}", text.encode())
