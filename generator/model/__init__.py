"""The nouns of a campaign as frozen pydantic models; no I/O."""
