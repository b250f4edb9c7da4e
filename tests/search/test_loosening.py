"""What is offered when nothing was found: each offer leads somewhere else."""

from __future__ import annotations

from flask import Flask

from directory.search.loosening import loosened_searches
from tests.factories import commit, make_listing, make_term
from tests.search.asking import search


def test_no_two_offers_lead_to_the_same_search(app: Flask) -> None:
    make_listing("Quartz House", kind="program", terms=(make_term("audience", "veterans", "Veterans"),))
    make_listing("Painting Circle", kind="group")
    commit()
    offers = loosened_searches(search("painting", audience="veterans"))
    addresses = [offer.criteria.query_string() for offer in offers]
    assert len(addresses) == len(set(addresses)) == 2
    assert [offer.label for offer in offers] == [
        "Without the filter “Who it is for”",
        "These filters, without the words",
    ]
