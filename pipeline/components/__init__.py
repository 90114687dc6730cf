"""The stages, one file each, as spaCy components: dates, quantities, mentions, quotes, actors, links."""
