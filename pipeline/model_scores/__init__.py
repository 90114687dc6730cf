"""How good a spaCy pipeline is on gold made by others: tags, trees and names, and how fast: the figures of a model's card."""

from pipeline.model_scores.measuring import FileScores, ModelScores, evaluate_model

__all__ = ["FileScores", "ModelScores", "evaluate_model"]
