"""Who said what: pairing of quotation marks, cues, spans of content and choice of the speaker, as pure functions on text and tokens."""
