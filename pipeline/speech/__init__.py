"""Who said what: quotation marks, cues, reported content and speakers, as pure functions on text and tokens."""
