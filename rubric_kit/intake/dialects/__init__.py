"""The dialects of Open Badges: each reader copies the fields that are not about the earner into one `Badge`."""
