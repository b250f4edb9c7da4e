"""The word index on PostgreSQL: one tsvector for each field, one GIN index over all of them.

Words arrive folded and split, so tsvectors are made of them as they are (array_to_tsvector, no text
search configuration, no extension). How many listings have a word is counted in `search_word`,
because PostgreSQL cannot list the words of a GIN index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, text

from directory.search.words import FIELDS

_INSERT = text(
    f"INSERT INTO search_text (listing_id, {', '.join(FIELDS)}) "
    f"VALUES (:id, {', '.join(f'array_to_tsvector(CAST(:{f} AS text[]))' for f in FIELDS)})"
)
_ALL_FIELDS = " || ".join(FIELDS)
_WORDS_OF = text(
    f"SELECT unnest(tsvector_to_array({_ALL_FIELDS})) FROM search_text WHERE listing_id IN :ids"
).bindparams(bindparam("ids", expanding=True))
_DELETE = text("DELETE FROM search_text WHERE listing_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_COUNT = text(
    "INSERT INTO search_word (word, listings) VALUES (:word, :change) "
    "ON CONFLICT (word) DO UPDATE SET listings = search_word.listings + :change"
)
_POSTINGS = text(
    " UNION ALL ".join(
        f"SELECT w.word, '{field}', array_agg(t.listing_id) "
        "FROM unnest(CAST(:words AS text[])) AS w(word) "
        f"JOIN search_text t ON t.{field} @@ CAST(quote_literal(w.word) AS tsquery) GROUP BY w.word"
        for field in FIELDS
    )
)


def write(
    connection: Connection, rows: Sequence[tuple[int, Mapping[str, Sequence[str]]]]
) -> None:
    """File the words of listings that have none filed. rows: (listing id, words by field)."""
    if rows:
        connection.execute(
            _INSERT,
            [
                {"id": id, **{field: sorted(set(words[field])) for field in FIELDS}}
                for id, words in rows
            ],
        )
        _count(
            connection,
            (
                word
                for _, words in rows
                for word in {w for field in FIELDS for w in words[field]}
            ),
            1,
        )


def remove(connection: Connection, listing_ids: Sequence[int]) -> None:
    """Take away the words of listings; those without any are no mistake."""
    if listing_ids:
        _count(
            connection, connection.scalars(_WORDS_OF, {"ids": list(listing_ids)}), -1
        )
        connection.execute(_DELETE, {"ids": list(listing_ids)})
        connection.execute(text("DELETE FROM search_word WHERE listings <= 0"))


def clear(connection: Connection) -> None:
    """Take away everything."""
    connection.execute(text("DELETE FROM search_text"))
    connection.execute(text("DELETE FROM search_word"))


def postings(
    connection: Connection, words: Sequence[str]
) -> dict[str, dict[str, BitMap]]:
    """Where words stand: word → field → listing ids. Words that stand nowhere are left out."""
    found: dict[str, dict[str, BitMap]] = {}
    for word, field, ids in connection.execute(_POSTINGS, {"words": list(words)}):
        found.setdefault(word, {})[field] = BitMap(ids)
    return found


def vocabulary(connection: Connection) -> dict[str, int]:
    """Every word of the index and how many listings have it."""
    return {
        word: count
        for word, count in connection.execute(
            text("SELECT word, listings FROM search_word")
        )
    }


def _count(connection: Connection, words: Iterable[str], sign: int) -> None:
    # In the order of the words, so that two writers lock the rows in the same order.
    changes = [
        {"word": word, "change": sign * count}
        for word, count in sorted(Counter(words).items())
    ]
    if changes:
        connection.execute(_COUNT, changes)
