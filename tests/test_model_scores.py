"""The figures of a model's card, on gold made by hand."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from pipeline import evaluate_model
from pipeline.cli import app
from pipeline.errors import DataError, InputError, ModelError
from pipeline.model_scores.names import Record, read_names, score_names
from pipeline.model_scores.treebanks import Paragraph, Word, read_treebank
from pipeline.model_scores.trees import from_gold_tokens, miscut, misread, score_trees
from tests.test_cli import newsfacts

SENTENCES = """\
# newdoc id = made-up
# newpar
# text = I can't go.
1	I	I	PRON	PRP	Case=Nom|Number=Sing	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	_	4	aux	_	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# text = Ana was sent
1	Ana	_	PROPN	NNP	Number=Sing	3	nsubj:pass	_	_
2	was	be	AUX	VBD	Tense=Past	3	aux:pass	_	_
2.1	then	then	ADV	RB	_	_	_	3:advmod	_
3	sent	send	VERB	VBN	Tense=Past|VerbForm=Part	0	root	_	_
"""
TEXTS = [
    {
        "text": "The Kyiv Post met Ana Roe's team in Oslo and Fooland.",
        "ents": [[4, 13, "ORG"], [18, 25, "PERSON"], [36, 40, "GPE"]],
        "missing": [[45, 52]],
    },
    {"text": "Bo saw Rome and a Lima.", "ents": [[0, 2, "PERSON"], [7, 11, "GPE"], [16, 22, "LOC"]], "missing": []},
]
PHRASES = {
    "The Kyiv Post": "ORG",
    "Ana Roe's": "PERSON",
    "Oslo": "LOC",
    "Fooland": "GPE",
    "team": "EVENT",
    "Rome": "ORG",
    "Lima": "GPE",
}
NAME_ERRORS = [
    "missed PERSON 'Bo' in 'Bo saw Rome and a Lima.'",
    "missed PLACE 'Rome' in 'Bo saw Rome and a Lima.'",
    "false ORG 'Rome' in 'Bo saw Rome and a Lima.'",
]


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.conllu"
    path.write_text(SENTENCES, encoding="utf-8")
    return path


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.dev.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, TEXTS)).encode()))
    return path


@pytest.fixture(scope="session")
def ruler() -> Language:
    """Finds names by a list and cuts sentences; has neither tags nor trees."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": phrase} for phrase, label in PHRASES.items()])
    return nlp


@pytest.fixture(scope="session")
def model(ruler: Language, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("model")
    ruler.to_disk(folder)
    return str(folder)


def found(paragraph: Paragraph) -> Doc:
    """Takes "can't" for one word and hangs "I" on it; tells Ana's tag, a feature of "sent" and a subtype wrong."""
    return Doc(
        spacy.blank("en").vocab,
        words=["I", "can't", "go", ".", " ", "Ana", "was", "sent"],
        spaces=[True, True, False, False, False, True, True, False],
        pos=["PRON", "AUX", "VERB", "PUNCT", "SPACE", "NOUN", "AUX", "VERB"],
        tags=["PRP", "MD", "VB", ".", "_SP", "NNP", "VBD", "VBN"],
        morphs=["Case=Nom|Number=Sing", "", "", "", "", "Number=Sing", "Tense=Past", "Tense=Past"],
        lemmas=["I", "can", "go", ".", " ", "Ana", "be", "send"],
        heads=[1, 2, 2, 2, 3, 7, 7, 7],
        deps=["nsubj", "aux", "ROOT", "punct", "dep", "nsubj", "aux:pass", "ROOT"],
    )


def test_words_of_multiword_tokens_stand_without_space_and_empty_nodes_are_left_out(treebank: Path) -> None:
    (paragraph,) = read_treebank(treebank)
    assert paragraph.text == "I can't go. Ana was sent "
    assert [paragraph.text[slice(*word.chars)] for word in paragraph.words] == ["I", "ca", "n't", "go", ".", "Ana", "was", "sent"]
    assert [i for i, begins in enumerate(paragraph.starts) if begins] == [0, 5]
    assert [paragraph.text[slice(*sentence)] for sentence in paragraph.sentences] == ["I can't go.", "Ana was sent"]
    assert paragraph.words[1] == Word((2, 4), "ca", "can", "AUX", "MD", frozenset(), (8, 10), "aux")
    assert paragraph.words[5].lemma == "Ana"


def test_every_paragraph_is_a_document_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "two.conllu.gz"
    path.write_bytes(gzip.compress(f"{SENTENCES}\n\n{SENTENCES}".encode()))
    assert [len(paragraph.sentences) for paragraph in read_treebank(path)] == [2, 2]


def test_tree_figures_count_only_words_and_heads_on_the_characters_of_gold(treebank: Path) -> None:
    """8 gold words and 7 found, 6 of them the same: the F1 of what is right of n words is 2 n / 15."""
    figures, errors = score_trees(read_treebank(treebank), found, misread)
    assert figures == {
        "tokens F": 80.0,
        "sentences F": 100.0,
        "UPOS": 66.7,
        "XPOS": 80.0,
        "morphology": 66.7,
        "lemma": 80.0,
        "UAS": 66.7,
        "LAS": 53.3,
    }
    assert errors == [
        "I: gold PRON/go/nsubj -> PRON/can't/nsubj",
        "Ana: gold PROPN/sent/nsubj:pass -> NOUN/sent/nsubj",
    ]
    assert score_trees(read_treebank(treebank), found, miscut)[1] == [
        'ca: gold token -> "can\'t"',
        "n't: gold token -> \"can't\"",
    ]


def test_layers_that_a_pipeline_lacks_have_no_figure(treebank: Path, ruler: Language) -> None:
    figures, _ = score_trees(read_treebank(treebank), lambda paragraph: ruler(paragraph.text), misread)
    assert {column for column, figure in figures.items() if figure is not None} == {"tokens F", "sentences F"}
    figures, _ = score_trees(read_treebank(treebank), lambda paragraph: spacy.blank("en")(paragraph.text), misread)
    assert figures["sentences F"] is None


def test_gold_tokens_and_sentences_are_kept_by_the_shipped_model(tmp_path: Path) -> None:
    """Cut where no model would: tokens are gold's, sentences too."""
    path = tmp_path / "odd.conllu"
    words = ["He", "said", "that", "the", "talks", "fai", "led"]
    rows = [f"{n}\t{word}\t_\tX\tX\t_\t0\troot\t_\t_" for n, word in enumerate(words, 1)]
    path.write_text("\n".join(["# newpar", *rows[:3], "", *(f"{n}{row[1:]}" for n, row in enumerate(rows[3:], 1)), ""]))
    given, raw = evaluate_model(path).treebanks
    assert (given.given, given.figures["tokens F"], given.figures["sentences F"]) == ("gold tokens and sentences", 100.0, 100.0)
    assert (raw.given, raw.figures["tokens F"], raw.figures["sentences F"]) == ("raw text", 100.0, 0.0)


def test_gold_docs_hold_the_words_and_starts_given(treebank: Path) -> None:
    (paragraph,) = read_treebank(treebank)
    doc = from_gold_tokens(spacy.blank("en"), paragraph)
    assert doc.text == paragraph.text
    assert [token.is_sent_start for token in doc] == paragraph.starts


def test_name_figures_trim_articles_and_possessives_and_pass_over_what_is_missing(names: Path, ruler: Language) -> None:
    figures, errors = score_names(read_names(names), ruler)
    assert figures == {"PERSON": 66.7, "ORG": 66.7, "PLACE": 80.0, "NORP": None, "together": 72.7}
    assert errors == NAME_ERRORS


def test_labels_beyond_the_core_are_counted_where_gold_has_them(ruler: Language) -> None:
    records = [Record("The team met.", [(4, 8, "EVENT"), (9, 12, "LAW")], [])]
    figures, _ = score_names(records, ruler)
    assert figures == {"PERSON": None, "ORG": None, "PLACE": None, "NORP": None, "together": None, "EVENT": 100.0, "LAW": 0.0}


def test_gold_names_in_missing_stretches_are_not_missed(ruler: Language) -> None:
    figures, errors = score_names([Record("Bo saw Rome.", [(0, 2, "PERSON"), (7, 11, "ORG")], [(0, 6)])], ruler)
    assert (figures["ORG"], errors) == (100.0, [])


def test_a_model_is_scored_timed_and_weighed(treebank: Path, names: Path, model: str) -> None:
    told: list[tuple[int, int]] = []
    scores = evaluate_model([treebank, names], model=model, advance=lambda done, total: told.append((done, total)))
    assert [(f.file, f.given) for f in scores.treebanks] == [("made-up", "gold tokens and sentences"), ("made-up", "raw text")]
    assert [(f.file, f.figures["together"], f.errors) for f in scores.names] == [("made-up.dev", 72.7, NAME_ERRORS)]
    assert scores.words_per_cpu_second is not None
    assert scores.words_per_cpu_second > 0
    assert scores.resident_mb is None or scores.resident_mb > 20
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_there_is_no_speed_without_names(treebank: Path, model: str) -> None:
    assert evaluate_model(treebank, model=model).words_per_cpu_second is None


ROW = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gold.txt", "x", "gold.txt: gold is told by its name"),
        ("a.conllu", "", "a.conllu: holds no sentences"),
        ("a.conllu", "# newpar\n1\tGo\tgo", "a.conllu, line 2: 3 columns"),
        ("a.conllu", ROW.replace("1", "one", 1), "line 1: 'one' is no number of a word"),
        ("a.conllu", ROW.replace("Go", ""), "line 1: a word without form"),
        ("a.conllu", f"{ROW}\n{ROW}", "line 2: word 1 stands where word 2 should"),
        ("a.conllu", ROW.replace("\t0\t", "\t2\t"), "line 1: the head must be a number from 0 to 1, not '2'"),
        ("a.conllu", ROW.replace("\t0\t", "\t_\t"), "not '_'"),
        ("a.conllu", ROW.replace("1", "1-2", 1) + f"\n{ROW}", "line 2: the multi-word token ends with word 2"),
        ("a.jsonl", "\n", "a.jsonl: holds no records"),
        ("a.jsonl", "\n{", "a.jsonl, line 2: not JSON"),
        ("a.jsonl", "[]", "line 1: not a JSON object"),
        ("a.jsonl", '{"text": "Bo", "ents": []}', "line 1: the field `missing` is lacking"),
        ("a.jsonl", '{"text": 3, "ents": [], "missing": []}', "`text` must be text, not 3"),
        ("a.jsonl", '{"text": "Bo", "ents": [[0, 2]], "missing": []}', "`ents` must be a list of [start, end, label]"),
        ("a.jsonl", '{"text": "Bo", "ents": [[0, 3, "ORG"]], "missing": []}', "[0, 3], which is no stretch of a text of 2"),
        ("a.jsonl", '{"text": "Bo", "ents": [[0, 2, 7]], "missing": []}', "the label 7"),
        ("a.jsonl", '{"text": "Bo", "ents": [], "missing": [[1, 1]]}', "`missing` has [1, 1]"),
        ("a.jsonl", b"\n\xff", "a.jsonl, line 2: not UTF-8 text"),
        ("a.jsonl.gz", b"no gzip", "a.jsonl.gz, line 1: can't be read"),
        ("a.conllu.gz", gzip.compress(SENTENCES.encode())[:-12], "can't be read"),
    ],
)
def test_malformed_gold_is_told_with_file_and_line(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=re.escape(says)):
        evaluate_model(path)


def test_what_is_not_there_is_a_usage_error(tmp_path: Path, names: Path) -> None:
    with pytest.raises(InputError, match=re.escape("gone.jsonl")):
        evaluate_model(tmp_path / "gone.jsonl")
    with pytest.raises(ModelError, match="no_such_model"):
        evaluate_model(names, model="no_such_model")


def evaluated(*arguments: str | Path) -> str:
    done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_command_prints_the_tables_of_a_card(treebank: Path, names: Path, model: str) -> None:
    printed = evaluated(treebank, names, "--model", model).splitlines()
    assert printed[:10] == [
        "| treebank | given | tokens F | sentences F | UPOS | XPOS | morphology | lemma | UAS | LAS |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| `made-up` | gold tokens and sentences | 100.0 | 100.0 | – | – | – | – | – | – |",
        "| `made-up` | raw text | 100.0 | 100.0 | – | – | – | – | – | – |",
        "",
        "| names, F1 | PERSON | ORG | PLACE | NORP | together |",
        "| --- | --- | --- | --- | --- | --- |",
        "| `made-up.dev` | 66.7 | 66.7 | 80.0 | – | 72.7 |",
        "",
        printed[9],
    ]
    assert re.fullmatch(r"[\d,]+ words per CPU second, one document at a time; .*loaded in [\d.]+ s\.", printed[9])
    assert len(printed) == 10


def test_other_names_have_a_table_and_those_never_right_a_line(tmp_path: Path, model: str) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text('{"text": "The team met.", "ents": [[4, 8, "EVENT"], [9, 12, "LAW"]], "missing": []}\n')
    printed = evaluated(path, "--model", model)
    assert "| other names, F1 | EVENT |\n| --- | --- |\n| `more` | 100.0 |\n" in printed
    assert "\nIn the gold, but none found right: LAW.\n" in printed


def test_the_command_prints_the_first_errors(names: Path, model: str) -> None:
    printed = evaluated(names, "--model", model, "--errors", "2")
    assert printed.endswith(f"`made-up.dev`, raw text, 2 of 3 errors:\n\n```\n{NAME_ERRORS[0]}\n{NAME_ERRORS[1]}\n```\n")


def test_the_command_prints_json(treebank: Path, names: Path, model: str) -> None:
    printed = json.loads(evaluated(treebank, names, "--model", model, "--json"))
    assert printed["names"][0] == {
        "file": "made-up.dev",
        "given": "raw text",
        "figures": {"PERSON": 66.7, "ORG": 66.7, "PLACE": 80.0, "NORP": None, "together": 72.7},
    }
    assert printed["treebanks"][0]["figures"]["UPOS"] is None
    assert set(printed) == {"model", "treebanks", "names", "words_per_cpu_second", "resident_mb", "load_seconds"}
    errors = json.loads(evaluated(names, "--model", model, "--json", "--errors", "1"))["names"][0]["errors"]
    assert errors == NAME_ERRORS[:1]


def test_malformed_gold_stops_the_command_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    done = newsfacts("evaluate", tmp_path / "a.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"newsfacts: .*a\.jsonl, line 1: the field `text` is lacking\n", done.stderr)
