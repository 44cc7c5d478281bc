"""What a published site says of itself, so that a later build can be held against it."""

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from generator.model.campaign import Campaign
from generator.model.facts import Status


class Register(BaseModel):
    """How long the register of codes was, and its running check: nobody is handed the codes."""

    lines: NonNegativeInt
    check: str


class Published(BaseModel):
    """A part of the site's manifest; what else stands there is not asked."""

    model_config = ConfigDict(populate_by_name=True)

    status: Status
    base_url: str
    codes: Register = Field(alias="register")
    pages: tuple[str, ...]
    """Site paths, sorted."""


def published(campaign: Campaign) -> Published:
    """Return what is to be remembered of a campaign."""
    return Published(
        status=campaign.settings.status,
        base_url=campaign.settings.base_url,
        codes=Register(lines=campaign.register_lines, check=campaign.register_check),
        pages=tuple(sorted(campaign.page_paths)),
    )
