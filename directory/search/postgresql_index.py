"""The word index on PostgreSQL: one tsvector for each field, one GIN index over all of them.

Words arrive folded and split, so tsvectors are made of them as they are (array_to_tsvector, no text
search configuration, no extension). How many listings have a word is counted in `search_word`,
because PostgreSQL cannot list the words of a GIN index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from pyroaring import BitMap
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, insert

from directory.search.words import FIELDS

# Made by a migration.
search_text = table("search_text", column("listing_id", Integer), *(column(field) for field in FIELDS))
search_word = table("search_word", column("word"), column("listings", Integer))

_INSERT = insert(search_text).values(
    listing_id=bindparam("id"),
    **{field: func.array_to_tsvector(cast(bindparam(f"{field}_words"), ARRAY(Text))) for field in FIELDS},
)
_fields: list[ColumnElement[Any]] = [search_text.c[field] for field in FIELDS]
_every_field = reduce(lambda first, second: first.op("||")(second), _fields)
_WORDS_OF = select(func.unnest(func.tsvector_to_array(_every_field))).where(
    search_text.c.listing_id.in_(bindparam("ids", expanding=True))
)
_new_count = insert(search_word).values(word=bindparam("one"), listings=bindparam("change"))
_COUNT = _new_count.on_conflict_do_update(
    index_elements=["word"], set_={"listings": search_word.c.listings + _new_count.excluded.listings}
)
_asked = func.unnest(cast(bindparam("words"), ARRAY(Text))).column_valued("asked")
_POSTINGS = union_all(
    *(
        select(_asked, literal(field), func.array_agg(search_text.c.listing_id))
        .join(search_text, search_text.c[field].op("@@")(cast(func.quote_literal(_asked), TSQUERY)))
        .group_by(_asked)
        for field in FIELDS
    )
)


def write(connection: Connection, rows: Sequence[tuple[int, Mapping[str, Sequence[str]]]]) -> None:
    """File the words of listings that have none filed. rows: (listing id, words by field)."""
    if rows:
        values = [{"id": id, **{f"{field}_words": sorted(set(words[field])) for field in FIELDS}} for id, words in rows]
        connection.execute(_INSERT, values)
        _count(connection, (word for _, words in rows for word in {w for field in FIELDS for w in words[field]}), 1)


def remove(connection: Connection, listing_ids: Sequence[int]) -> None:
    """Take away the words of listings; those without any are no mistake."""
    if listing_ids:
        _count(connection, connection.scalars(_WORDS_OF, {"ids": list(listing_ids)}), -1)
        connection.execute(delete(search_text).where(search_text.c.listing_id.in_(listing_ids)))
        connection.execute(delete(search_word).where(search_word.c.listings <= 0))


def clear(connection: Connection) -> None:
    """Take away everything."""
    connection.execute(delete(search_text))
    connection.execute(delete(search_word))


def postings(connection: Connection, words: Sequence[str]) -> dict[str, dict[str, BitMap]]:
    """Where words stand: word → field → listing ids. Words that stand nowhere are left out."""
    found: dict[str, dict[str, BitMap]] = {}
    for word, field, ids in connection.execute(_POSTINGS, {"words": list(words)}):
        found.setdefault(word, {})[field] = BitMap(ids)
    return found


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word of the index and how many listings have it."""
    rows = connection.execute(select(search_word.c.word, search_word.c.listings))
    return {row.word: row.listings for row in rows}


def _count(connection: Connection, words: Iterable[str], sign: int) -> None:
    # In the order of the words, so that two writers lock the rows in the same order.
    changes = [{"one": word, "change": sign * count} for word, count in sorted(Counter(words).items())]
    if changes:
        connection.execute(_COUNT, changes)
