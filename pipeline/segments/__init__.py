"""What a plain-text article is made of: its story, and the furniture of the page that it was copied from.

`segment` marks stretches and edits nothing. No model is needed; the knowledge is in `lexicons/furniture.toml`.
"""

from pipeline.segments.marking import segment
from pipeline.segments.paragraphs import Segment

__all__ = ["Segment", "segment"]
