"""Mentions of an article and the chains they form: names, roles beside names, titles that stand alone, pronouns.

Pure functions on spans; the stage `pipeline.components.mentions` puts what they find on the Doc.
"""
