"""The actor base: canonical persons, states, bodies and places with their dated roles. Reading it needs no spaCy."""

from pipeline.actors.base import ActorBase, Candidate
from pipeline.actors.records import Actor, Role

__all__ = ["Actor", "ActorBase", "Candidate", "Role"]
