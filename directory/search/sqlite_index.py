"""The word index on SQLite: one FTS5 table whose columns are the fields of a listing's text.

Words arrive folded and split; FTS5 only files them. They are looked up by the exact term through
`fts5vocab`, never through MATCH, so no query syntax is ever built.
Source: https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyroaring import BitMap
from sqlalchemy import Connection, Integer, column, delete, insert, select, table

from directory.search.words import FIELDS

# Made by a migration; fts5vocab shows what search_text holds, word by word.
search_text = table("search_text", column("rowid", Integer), *(column(field) for field in FIELDS))
search_posting = table("search_posting", column("term"), column("col"), column("doc", Integer))
search_word = table("search_word", column("term"), column("doc", Integer))


def write(connection: Connection, rows: Sequence[tuple[int, Mapping[str, Sequence[str]]]]) -> None:
    """File the words of listings that have none filed. rows: (listing id, words by field)."""
    if rows:
        values = [{"rowid": id, **{field: " ".join(words[field]) for field in FIELDS}} for id, words in rows]
        connection.execute(insert(search_text), values)


def remove(connection: Connection, listing_ids: Sequence[int]) -> None:
    """Take away the words of listings; those without any are no mistake."""
    if listing_ids:
        connection.execute(delete(search_text).where(search_text.c.rowid.in_(listing_ids)))


def clear(connection: Connection) -> None:
    """Take away everything."""
    connection.execute(delete(search_text))


def postings(connection: Connection, words: Sequence[str]) -> dict[str, dict[str, BitMap]]:
    """Where words stand: word → field → listing ids. Words that stand nowhere are left out."""
    found: dict[str, dict[str, list[int]]] = {}
    asked = select(search_posting.c.term, search_posting.c.col, search_posting.c.doc)
    for word, field, listing_id in connection.execute(asked.where(search_posting.c.term.in_(words))):
        found.setdefault(word, {}).setdefault(field, []).append(listing_id)
    return {word: {field: BitMap(ids) for field, ids in fields.items()} for word, fields in found.items()}


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word of the index and how many listings have it."""
    rows = connection.execute(select(search_word.c.term, search_word.c.doc))
    return {row.term: row.doc for row in rows}
