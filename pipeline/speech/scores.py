"""How far an attribution can be trusted, by the rule that made it."""

from __future__ import annotations

SCORES = {
    "subject": 0.9, "inverted_subject": 0.9, "according_to": 0.9, "colon": 0.9, "relative": 0.8, "shared_subject": 0.7,
    "agent": 0.8, "continued": 0.8, "previous_speaker": 0.7,
}  # fmt: skip
"""Share of right speakers per rule."""


def score_of(rule: str) -> float:
    """The share of speakers that a rule names rightly."""
    return SCORES[rule]
