"""Which office a matter is for: a proposal from its words, with the words that spoke for it. A person decides."""
