"""Recordings on the site: whoever asks for one gets the very bytes that were checked."""

import hashlib
from collections.abc import Iterator
from gettext import gettext as _

from generator.artifact import Artifact, Scope
from generator.content import layout
from generator.model.audio import Sound
from generator.model.campaign import Campaign
from generator.problems import ContentError, Problem


def recordings(campaign: Campaign, _scope: Scope) -> Iterator[Artifact]:
    """Yield every recording. Raises ContentError where one is no longer what was checked."""
    for (tag, file), sound in campaign.tables.of(Sound).items():
        content = sound.path.read_bytes() if sound.path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != sound.sha256:
            message = _("this file has changed in the meantime")
            name = layout.of(Sound).path((tag, file))
            raise ContentError(
                [Problem(name, (), None, None, message, _("run the command again"))]
            )
        yield Artifact(f"site/{campaign.addresses.recording(tag, file)}", content)
