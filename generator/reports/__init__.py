"""What a campaign reckons, as tables for those who order, hand out and answer for it."""
