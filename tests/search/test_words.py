"""Text as words: folding, splitting, compounds and stems."""

import sys
import unicodedata

import pytest

from directory.search.words import LONGEST_WORD, STOP_WORDS, WEAK_WORDS, fold, indexed_words, split_words, stem, stems


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Lexington", "lexington", id="case"),
        pytest.param("Élan Ñandú", "elan nandu", id="accents"),
        pytest.param("E\u0301lan", "elan", id="accents-apart"),
        pytest.param("O'Brien", "obrien", id="apostrophe"),
        pytest.param("O’Brien", "obrien", id="curly-apostrophe"),
        pytest.param("O´Brien", "obrien", id="acute-accent-as-apostrophe"),
        pytest.param("O`Brien", "obrien", id="grave-accent-as-apostrophe"),
        pytest.param("O＇Brien", "obrien", id="full-width-apostrophe"),
        pytest.param("ＬＥＡＮ", "lean", id="full-width"),
        pytest.param("Straße", "strasse", id="sharp-s"),
        pytest.param("İstanbul", "istanbul", id="dotted-capital-i"),
        pytest.param("Lean™", "leantm", id="capitals-in-a-sign"),
        pytest.param("ﬁnd", "find", id="ligature"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_fold_takes_away_case_accents_and_apostrophes(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_twice_is_folding_once_for_every_character() -> None:
    without_letters = ("Cs", "Co", "Cn")  # halves of pairs, private use, not given to anything yet
    letters = (chr(code) for code in range(sys.maxunicode + 1))
    letters = (letter for letter in letters if unicodedata.category(letter) not in without_letters)
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Self-harm, 24/7", ["self", "harm", "24", "7"], id="signs-part-words"),
        pytest.param("LGBTQ+ & allies", ["lgbtq", "allies"], id="signs-alone-are-no-words"),
        pytest.param("O'Brien's", ["obriens"], id="apostrophes-part-nothing"),
        pytest.param("snake_case", ["snake", "case"], id="underscore-parts"),
        pytest.param("  a \n b\tc ", ["a", "b", "c"], id="any-white-space"),
        pytest.param('"voices" OR * NEAR(x)', ["voices", "or", "near", "x"], id="query-syntax-is-only-words"),
        pytest.param("'; DROP TABLE listing; --", ["drop", "table", "listing"], id="sql-is-only-words"),
        pytest.param("ayuda 北京 помощь", ["ayuda", "北京", "помощь"], id="other-scripts"),
        pytest.param("—…!?", [], id="signs-only"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_split_words_gives_the_folded_words_in_order(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize("split", [split_words, indexed_words], ids=["typed", "indexed"])
def test_words_are_cut_at_the_longest_length(split) -> None:
    assert split("x" * (LONGEST_WORD + 1)) == ["x" * LONGEST_WORD]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("S&PAA self-harm", ["s", "paa", "self", "harm", "spaa", "selfharm"], id="ampersand-and-hyphen"),
        pytest.param("24/7", ["24", "7", "247"], id="slash"),
        pytest.param("Co-Dependents-Anonymous", ["co", "dependents", "anonymous", "codependentsanonymous"], id="three"),
        pytest.param("U.S. veterans", ["u", "s", "veterans", "us"], id="full-stops"),
        pytest.param("LGBTQ+", ["lgbtq"], id="sign-at-the-end-joins-nothing"),
        pytest.param("peer - led", ["peer", "led"], id="free-standing-hyphen-joins-nothing"),
        pytest.param("friends, family", ["friends", "family"], id="comma-joins-nothing"),
    ],
)
def test_indexed_words_hold_compounds_in_parts_and_in_one_piece(text: str, words: list[str]) -> None:
    assert indexed_words(text) == words


@pytest.mark.parametrize("typed", ["self-harm", "self harm", "selfharm", "Self‑Harm"])
def test_a_compound_is_found_however_it_is_written(typed: str) -> None:
    assert set(split_words(typed)) <= set(indexed_words("self-harm"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("groups", "group", id="plural"),
        pytest.param("hearing", "hear", id="ing-form"),
        pytest.param("families", "famili", id="ies"),
        pytest.param("988", "988", id="number"),
    ],
)
def test_stem_of_a_word(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_stems_leave_out_stop_words() -> None:
    assert stems(["i", "am", "hearing", "voices"]) == ("hear", "voic")


def test_stems_of_stop_words_alone_are_kept() -> None:
    assert stems(["who", "are", "you"]) == ("who", "are", "you")


def test_stems_of_nothing_are_nothing() -> None:
    assert stems([]) == ()


@pytest.mark.parametrize("word", ["voices", "help", "talk", "alone", "friends"])
def test_words_that_tell_what_helps_are_not_stop_words(word: str) -> None:
    assert word not in STOP_WORDS


@pytest.mark.parametrize("words", [STOP_WORDS, WEAK_WORDS], ids=["stop", "weak"])
def test_word_lists_are_written_as_typed_words_arrive(words: frozenset[str]) -> None:
    assert [word for word in words if split_words(word) != [word]] == []
