"""From articles to annotated Docs: builds the spaCy pipeline of a model and the stages, and takes articles through it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import get_package_path, is_package

from pipeline.actors import ActorBase
from pipeline.annotations import PARAGRAPHS
from pipeline.article import Article, Reject
from pipeline.dating import dated
from pipeline.deadline import deadline
from pipeline.defaults import DEFAULT_MODEL
from pipeline.errors import ArticleError, ModelError
from pipeline.inferring import inferred_day
from pipeline.language import detect
from pipeline.reading import Reading, read
from pipeline.segments import Segment, segment

STAGES = tuple(f"newsfacts_{stage}" for stage in ("names", "dates", "quantities", "mentions", "quotes", "actors", "links"))
"""In the order in which they need each other."""
PROBE = "Ukraine said on Friday that 84 soldiers had come home."
NEEDED = {
    "TAG": "tags (a tagger)",
    "POS": "word classes (a morphologizer or an attribute_ruler)",
    "DEP": "dependencies (a parser)",
    "SENT_START": "sentences (a parser)",
    "ENT_IOB": "names (an ner)",
}
"""What the stages can't do without, by spaCy's name of the layer. Without lemmas they take words as they stand."""
WARMING = 20_000
"""Characters of an article that are enough to learn its words from."""
MODEL_HOMES = (Path(__file__).parent / "models", Path(__file__).parent.parent / "models")
"""Where shipped models lie: inside the installed package, or beside it in a checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides an article's rows, next to its own text."""

    model: str = DEFAULT_MODEL
    """A shipped model, an installed spaCy package or a path."""
    actors: str | None = None
    """The user's overlay on the actor base."""
    clean: bool = True
    """Whether furniture is told from the story; otherwise everything is body."""
    any_language: bool = False
    """Whether articles that are not English are analysed all the same."""
    max_chars: int = 300_000
    """Longer texts are rejected: about 50,000 words, beyond any article."""
    max_seconds: float = 60.0
    """An article that takes longer is rejected. 0: no limit."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with all that was found in it."""

    article: Article
    segments: list[Segment]
    reading: Reading
    doc: Doc = field(repr=False)


def model_path(name: str) -> Path:
    """The folder of a model given by shipped name, installed package or path. Raises ModelError."""
    homes = [home / name for home in MODEL_HOMES] if Path(name).name == name else []
    for path in [*homes, Path(name)]:
        if (path / "meta.json").is_file():
            return path
    if is_package(name):
        return Path(get_package_path(name))
    shipped = sorted(p.parent.name for home in MODEL_HOMES for p in home.glob("*/meta.json"))
    raise ModelError(f"no model {name!r}: it is neither shipped ({', '.join(shipped) or 'none'}), nor installed, nor a folder")


def model_hash(name: str) -> str:
    """16 hex digits over the model's files, so that a run can tell whether it is still the same."""
    root = model_path(name)
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def load_model(name: str) -> Language:
    """The model's own components, without the stages. Raises ModelError."""
    path = model_path(name)
    try:
        return spacy.load(path if (path / "config.cfg").is_file() else name)  # a package has its pipeline in a folder below
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"model {name!r} can't be loaded: {error}") from error


def load(model: str = DEFAULT_MODEL, *, actors: str | None = None) -> Language:
    """The pipeline: the model's own components, then the stages of newsfacts.

    A stage that the model has already stays as it is. `actors` names a CSV or JSONL file of the user's own actors. Raises
    ModelError, DataError.
    """
    nlp = load_model(model)
    _require_layers(nlp, model)
    config: dict[str, dict[str, Any]] = {"newsfacts_actors": {"overlay": actors}}
    for stage in (stage for stage in STAGES if stage not in nlp.component_names):
        nlp.add_pipe(stage, config=config.get(stage, {}))
    _base(nlp)  # a malformed overlay is told now, not at the first article
    return nlp


def _require_layers(nlp: Language, model: str) -> None:
    """Raises ModelError where the model is not of English, or does not give what the stages need on a sentence."""
    if nlp.lang != "en":
        raise ModelError(f"model {model!r} is of the language {nlp.lang!r}: the stages know English only")
    try:
        doc = nlp(PROBE)
    except ValueError as error:
        raise ModelError(f"model {model!r} can't be used: {error}") from error
    missing = [what for layer, what in NEEDED.items() if not doc.has_annotation(layer)]
    if missing:
        raise ModelError(
            f"model {model!r} gives no {', no '.join(missing)}: add what is missing to it, or take a whole pipeline, "
            f"such as {DEFAULT_MODEL} (shipped) or en_core_web_sm"
        )


def make_doc(nlp: Language, reading: Reading, published: str | None) -> Doc:
    """The tokenised Doc of a reading, its paragraphs marked and each begun as a sentence."""
    doc = nlp.make_doc(reading.text)
    doc._.published = published
    spans: list[Span] = []
    for paragraph in reading.paragraphs:
        span = doc.char_span(paragraph.start, paragraph.end, alignment_mode="expand")
        if span is not None and len(span):
            span[0].is_sent_start = True
            spans.append(span)
    doc.spans[PARAGRAPHS] = spans
    return doc


def analyse(nlp: Language, article: Article, settings: Settings) -> Analysis:
    """One article through every stage. Raises ArticleError where it can't be used; other errors are bugs of a stage."""
    length = len(article.text)
    if length > settings.max_chars:
        raise ArticleError("too_long", f"{length:,} characters, the limit is {settings.max_chars:,}; raise --max-chars")
    if not article.text.strip():
        raise ArticleError("empty", "no text but white space")
    language = article.language or detect(article.text)
    if language and language.split("-")[0].lower() not in ("en", "eng", "english") and not settings.any_language:
        raise ArticleError("not_english", f"the language is {language!r}; pass --any-language to analyse it all the same")
    segments = segment(article, clean=settings.clean)
    article = dated(article, segments)
    reading = read(article, segments)
    doc = nlp(make_doc(nlp, reading, article.published.isoformat() if article.published else None))
    inferred = None if article.published else inferred_day(doc, _base(nlp))
    if inferred is not None:  # read again, now with its day
        day, evidence = inferred
        article = replace(article, published=day, published_from="inferred", published_evidence=evidence)
        doc = nlp(make_doc(nlp, reading, day.isoformat()))
    return Analysis(article, segments, reading, doc)


def _base(nlp: Language) -> ActorBase:
    linker: Any = nlp.get_pipe("newsfacts_actors")
    base: ActorBase = linker.base
    return base


def stream(nlp: Language, items: Iterable[Article | Reject], settings: Settings) -> Iterator[Analysis | Reject]:
    """Each item's analysis, or the reason why there is none. Here, and only here, an article's failure becomes a reject."""
    for item in items:
        if isinstance(item, Reject):
            yield item
            continue
        try:
            with deadline(settings.max_seconds):
                analysis = analyse(nlp, item, settings)
        except ArticleError as error:
            yield _reject(item, error.code, str(error))
        except (Exception, RecursionError) as error:  # a stage's bug costs this article, not the run
            yield _reject(item, "failed", f"{type(error).__name__}: {error}"[:500])
        else:
            yield analysis


def warm(nlp: Language, items: Iterable[Article | Reject]) -> None:
    """Brings the words of some articles into the vocabulary, so that memory zones do not learn them over and over."""
    for item in items:
        if isinstance(item, Article):
            nlp.make_doc(read(item, segment(item, clean=False)).text[:WARMING])


def _reject(article: Article, code: str, message: str) -> Reject:
    return Reject(
        source=article.source,
        source_record=article.source_record,
        source_id=article.source_id,
        stage="analyse",
        error=code,
        message=message,
    )
