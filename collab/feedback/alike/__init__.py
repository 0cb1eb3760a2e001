"""Which other cases may be the same matter: shared words, place, person and days, told as reasons. A person decides."""
