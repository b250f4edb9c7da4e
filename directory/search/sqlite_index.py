"""The word index on SQLite: one FTS5 table whose columns are the fields of a listing's text.

Words arrive folded and split; FTS5 only files them. They are looked up by the exact term through
`fts5vocab`, never through MATCH, so no query syntax is ever built.
Source: https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, text

from directory.search.words import FIELDS

_INSERT = text(
    f"INSERT INTO search_text (rowid, {', '.join(FIELDS)}) VALUES (:id, {', '.join(':' + f for f in FIELDS)})"
)
_DELETE = text("DELETE FROM search_text WHERE rowid = :id")
_POSTINGS = text(
    "SELECT term, col, doc FROM search_posting WHERE term IN :words"
).bindparams(bindparam("words", expanding=True))
_VOCABULARY = text("SELECT term, doc FROM search_word")


def write(
    connection: Connection, rows: Sequence[tuple[int, Mapping[str, Sequence[str]]]]
) -> None:
    """File the words of listings that have none filed. rows: (listing id, words by field)."""
    if rows:
        connection.execute(
            _INSERT,
            [
                {"id": id, **{field: " ".join(words[field]) for field in FIELDS}}
                for id, words in rows
            ],
        )


def remove(connection: Connection, listing_ids: Sequence[int]) -> None:
    """Take away the words of listings; those without any are no mistake."""
    if listing_ids:
        connection.execute(_DELETE, [{"id": id} for id in listing_ids])


def clear(connection: Connection) -> None:
    """Take away everything."""
    connection.execute(text("DELETE FROM search_text"))


def postings(
    connection: Connection, words: Sequence[str]
) -> dict[str, dict[str, BitMap]]:
    """Where words stand: word → field → listing ids. Words that stand nowhere are left out."""
    found: dict[str, dict[str, list[int]]] = {}
    for word, field, listing_id in connection.execute(
        _POSTINGS, {"words": list(words)}
    ):
        found.setdefault(word, {}).setdefault(field, []).append(listing_id)
    return {
        word: {field: BitMap(ids) for field, ids in fields.items()}
        for word, fields in found.items()
    }


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word of the index and how many listings have it."""
    return {word: count for word, count in connection.execute(_VOCABULARY)}
