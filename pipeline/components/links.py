"""The stage that ties dates, quantities and quotes to mentions: who spoke, who did what then, what was counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline import lexicons, syntax
from pipeline.annotations import DATES, MENTIONS, PLACE_LABELS, QUANTITIES, QUOTES, Chars, Quote, Tie, spans_of

MOST_TIES = 3
"""Ties of one row."""

LONGEST_CLIMB = 12
"""Heads that are followed from a date to its verb; clauses are shallower, broken parses are not followed for ever."""

NEAREST = 8
"""Mentions of the sentence, nearest in the text, among which the nearest in the parse is looked for."""

SCORES = {"speaker": 0.9, "counted": 0.9, "agent": 0.8, "patient": 0.7, "place": 0.6, "mentioned": 0.3}
"""How far each relation is to be trusted: what a stage or a clear dependency says over what merely stands near."""

PLACE_PREPOSITIONS = lexicons.words("function_words", "happening")
"""Before a place where something happened, unlike "between" or "with"."""


@Language.factory("newsfacts_links", requires=["doc.spans"], assigns=["doc._.ties"])
def make(nlp: Language, name: str) -> LinkStage:
    """The stage; it has no options."""
    return LinkStage()


class LinkStage:
    """Writes `doc._.ties`."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with the ties of its dates, quantities and quotes."""
        doc._.ties = ties(doc)
        return doc


class MentionIndex:
    """The mentions of a Doc in order, to be found by place and by head token: those of an actor, where any has one."""

    def __init__(self, doc: Doc) -> None:
        mentions = spans_of(doc, MENTIONS)
        known = [span for span in mentions if span._.actor is not None]
        self.spans = sorted(known or mentions, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self.spans]
        self.is_parsed = doc.has_annotation("DEP")
        self.has_sentences = doc.has_annotation("SENT_START")
        self._by_head: dict[int, Span] = {}
        self._by_verb: dict[int, list[tuple[Span, str]]] = {}
        for span in self.spans:
            self._by_head.setdefault(span.root.i, span)

    def of_head(self, token: Token) -> Span | None:
        """The mention with that head."""
        return self._by_head.get(token.i)

    def of_verb(self, verb: Token) -> list[tuple[Span, str]]:
        """The mentions that depend on a verb, with their part in its clause; found once a verb."""
        if verb.i not in self._by_verb:
            self._by_verb[verb.i] = list(self._dependents(verb))
        return self._by_verb[verb.i]

    def _dependents(self, verb: Token) -> Iterator[tuple[Span, str]]:
        for child in syntax.dependents(verb):
            relation = syntax.clause_part(child)
            for token in (child, *syntax.conjuncts(child)):
                mention = self._by_head.get(token.i)
                if mention is None or relation is None:
                    continue
                if relation != "oblique":
                    yield mention, relation
                elif mention.label_ in PLACE_LABELS and _located(child):
                    yield mention, "place"

    def within(self, start: int, end: int) -> list[Span]:
        """The mentions that lie within the tokens `[start, end)`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [span for span in self.spans[first:last] if span.end <= end]

    def near(self, row: Span) -> list[Span]:
        """The mentions of the row's sentence that stand nearest to it in the text, at most `NEAREST`."""
        at = bisect_left(self._starts, row.start)
        around = self.spans[max(0, at - NEAREST) : at + NEAREST]
        if not around:
            return []
        start, end = row.sent.start, row.sent.end
        inside = [span for span in around if start <= span.start and span.end <= end and not _overlap(span, row)]
        return sorted(inside, key=lambda span: (abs(span.start - row.start), span.start))[:NEAREST]


def ties(doc: Doc) -> list[Tie]:
    """The ties of all rows, at most `MOST_TIES` each, in order of table and place."""
    mentions = MentionIndex(doc)
    found: list[Tie] = []
    for table in (DATES, QUANTITIES):
        for row in spans_of(doc, table):
            found += _row_ties(table, row, mentions)
    for row in spans_of(doc, QUOTES):
        quote = row._.quote
        if quote is not None and quote.speaker_mention is not None:
            score = SCORES["speaker"] if quote.attribution_score is None else quote.attribution_score
            together = dict.fromkeys([quote.speaker_mention, *map(_chars, _together(doc, quote, mentions))])
            speakers = list(together)[:MOST_TIES]
            found += [Tie(table=QUOTES, row=_chars(row), mention=m, relation="speaker", score=score) for m in speakers]
    return found


def _together(doc: Doc, quote: Quote, mentions: MentionIndex) -> Iterator[Span]:
    """The mentions that speak together with the first: Kyiv in "Washington and Kyiv said"."""
    first = doc.char_span(*quote.speaker_mention) if quote.speaker_mention else None
    if first is None or quote.speaker is None or not mentions.is_parsed:
        return
    head = first.root
    while head.dep_ in syntax.CONJUNCT and quote.speaker[0] <= head.head.idx < head.idx:
        head = head.head
    for token in (head, *syntax.conjuncts(head)):
        mention = mentions.of_head(token)
        if mention is not None and quote.speaker[0] <= mention.start_char and mention.end_char <= quote.speaker[1]:
            yield mention


def _row_ties(table: str, row: Span, mentions: MentionIndex) -> list[Tie]:
    pairs: dict[Chars, str] = {}
    for mention, relation in (*_counted(table, row, mentions), *_of_clause(row, mentions)):
        pairs.setdefault(_chars(mention), relation)
    if not pairs:
        nearest = _nearest(row, mentions)
        if nearest is not None:
            pairs[_chars(nearest)] = "mentioned"
    best = sorted(pairs.items(), key=lambda pair: (-SCORES[pair[1]], pair[0]))[:MOST_TIES]
    return [
        Tie(table=table, row=_chars(row), mention=where, relation=relation, score=SCORES[relation]) for where, relation in best
    ]


def _counted(table: str, row: Span, mentions: MentionIndex) -> Iterator[tuple[Span, str]]:
    """The mentions within what a quantity counts."""
    quantity = row._.quantity if table == QUANTITIES else None
    if quantity is None or quantity.counted is None:
        return
    start, end = quantity.counted
    counted = row.doc.char_span(start, end, alignment_mode="expand")
    if counted is not None:
        yield from ((mention, "counted") for mention in mentions.within(counted.start, counted.end))


def _of_clause(row: Span, mentions: MentionIndex) -> Iterator[tuple[Span, str]]:
    """The mentions that depend on the verb of the row's clause, with their part in it."""
    verb = _verb_over(row.root) if mentions.is_parsed else None
    if verb is not None:
        yield from (pair for pair in mentions.of_verb(verb) if not _overlap(pair[0], row))


def _located(token: Token) -> bool:
    return not PLACE_PREPOSITIONS.isdisjoint(syntax.prepositions(token))


def _verb_over(token: Token) -> Token | None:
    """The nearest verb above the token, or the head of the sentence."""
    for _ in range(LONGEST_CLIMB):
        if token.head.i == token.i:
            return token
        token = syntax.governor(token)
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _nearest(row: Span, mentions: MentionIndex) -> Span | None:
    """The mention of the same sentence with the shortest way through the parse; in the text where there is no parse."""
    near = mentions.near(row) if mentions.has_sentences else []
    if not near:
        return None
    above = {token.i: steps for steps, token in enumerate(_way_up(row.root))}
    return min(near, key=lambda mention: (_distance(mention.root, above), abs(mention.start - row.start), mention.start))


def _distance(token: Token, above: dict[int, int]) -> int:
    for steps, over in enumerate(_way_up(token)):
        if over.i in above:
            return steps + above[over.i]
    return 2 * LONGEST_CLIMB


def _way_up(token: Token) -> Iterator[Token]:
    """The token and the heads above it."""
    yield token
    for _ in range(LONGEST_CLIMB):
        if token.head.i == token.i:
            return
        token = syntax.governor(token)
        yield token


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _chars(span: Span) -> Chars:
    return span.start_char, span.end_char
