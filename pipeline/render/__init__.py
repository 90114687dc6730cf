"""Views of one article or one run for a reader."""
