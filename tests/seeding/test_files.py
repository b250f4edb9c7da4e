"""What is wrong with seed files is found, all of it, and named by file, row and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.seeding.files import LISTING_FILES, BadSeed, read_seeds
from tests.seeding.folders import SEEDS, SeedFolder

Spoil = Callable[[SeedFolder], object]


@pytest.fixture
def folder(tmp_path: Path) -> SeedFolder:
    """The seed files, to be changed."""
    return SeedFolder(tmp_path / "seeds")


def problems_of(folder: SeedFolder, *, demo: bool = False) -> list[str]:
    """What is said about a folder."""
    with pytest.raises(BadSeed) as refused:
        read_seeds(folder.path, demo=demo)
    return [str(problem) for problem in refused.value.problems]


def in_row(**values: object) -> Spoil:
    """Give the row of NAMI fields with these values."""
    return lambda folder: folder.edit("organizations.yaml", "nami", lambda row: row.update(values))


def test_the_real_files_have_the_rows_of_the_facts() -> None:
    seeds = read_seeds(SEEDS)
    rows = {name: sum(file == name for file, _ in seeds.listings) for name in LISTING_FILES}
    assert rows["organizations.yaml"] + rows["helplines.yaml"] == 80
    assert rows["groups.yaml"] + rows["programs.yaml"] + rows["helplines_of_organizations.yaml"] == 60
    assert rows["roles.yaml"] == 47
    assert rows["communities.yaml"] == 34
    assert sum(rows.values()) == 221
    assert [len(seeds.need_groups), sum(len(group.needs) for group in seeds.need_groups)] == [7, 40]


def test_the_demo_is_read_only_when_asked_for() -> None:
    real, all_rows = read_seeds(SEEDS), read_seeds(SEEDS, demo=True)
    assert not [row.key for file, row in real.listings if file.startswith("demo/") or row.key.startswith("demo-")]
    assert not real.demo_places
    assert len(all_rows.listings) > len(real.listings)
    assert all_rows.demo_places


def test_three_faults_are_named_at_once_by_file_row_and_field(folder: SeedFolder) -> None:
    folder.edit("organizations.yaml", "nami", lambda row: row.update(summary="x" * 161))
    folder.edit("roles.yaml", "afsp-advocate", lambda row: row["terms"].update(need=["fly-to-the-moon"]))
    folder.edit("communities.yaml", "r-suicidewatch", lambda row: row.update(organisation="nami"))
    assert sorted(problems_of(folder)) == [
        "communities.yaml · r-suicidewatch · organisation: Extra inputs are not permitted (found 'nami')",
        f"organizations.yaml · nami · summary: String should have at most 160 characters (found {'x' * 161!r})",
        "roles.yaml · afsp-advocate · terms.need: there is no term 'fly-to-the-moon'",
    ]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (in_row(colour="green"), "organizations.yaml · nami · colour: Extra inputs are not permitted"),
        (in_row(kind="charity"), "organizations.yaml · nami · kind: "),
        (in_row(organization="nobody"), "organizations.yaml · nami · organization: no listing has the key 'nobody'"),
        (in_row(successor="nobody"), "organizations.yaml · nami · successor: no listing has the key 'nobody'"),
        (in_row(answers={"colour": {"value": "yes"}}), "organizations.yaml · nami · answers.colour: no question has"),
        (in_row(answers={"cost": {"value": True}}), "organizations.yaml · nami · answers.cost.value: "),
        (in_row(answers={"cost": {}}), "organizations.yaml · nami · answers.cost: needs a value, a note, or both"),
        (in_row(terms={"format": ["online"]}), "organizations.yaml · nami · row: needs at least one need"),
        (in_row(terms={"need": ["i-feel-alone"], "colour": []}), "nami · terms.colour: there is no such taxonomy"),
        (in_row(terms={"need": ["nothing"]}), "organizations.yaml · nami · terms.need: there is no term 'nothing'"),
        (in_row(languages=["tlh"]), "organizations.yaml · nami · languages: there is no term 'tlh'"),
        (in_row(url="javascript:alert(1)"), "organizations.yaml · nami · url: must be a whole address"),
        (in_row(links=[{"label": "Chat", "url": "www.nami.org"}]), "nami · links.0.url: must be a whole address"),
        (in_row(phones=[{"number": "1-800-273-8255"}]), "nami · phones.0.number: is the old number of 988"),
        (in_row(phones=[{"number": "988", "type": "fax"}]), "organizations.yaml · nami · phones.0.type: "),
        (in_row(description="Call 1 (800) 273-8255."), "nami · description: is the old number of 988"),
        (in_row(schedules=[{"freq": "WEEKLY", "byday": ["Tuesday"]}]), "nami · schedules.0.byday.0: is not a weekday"),
        (in_row(schedules=[{"freq": "WEEKLY", "byday": ["TU"]}]), "nami · schedules.0: with a freq needs opens_at"),
        (in_row(schedules=[{"mode": "online"}]), "nami · schedules.0: needs a freq, or a description in words"),
        (in_row(locations=[{"city": "Lexington", "state": "Kentucky"}]), "nami · locations.0.state: "),
        (in_row(service_areas=["Kentucky"]), "organizations.yaml · nami · service_areas.0: "),
    ],
    ids=[
        "unknown-field", "kind", "organization", "successor", "question", "answer-unquoted", "answer-empty",
        "no-need", "taxonomy", "term", "language", "scheme", "bare-host", "old-number", "phone-type",
        "old-number-in-words", "weekday", "no-time", "empty-schedule", "state", "area",
    ],
)  # fmt: skip
def test_a_fault_in_a_row_is_named(folder: SeedFolder, spoil: Spoil, told: str) -> None:
    spoil(folder)
    assert any(told in problem for problem in problems_of(folder))


def in_schedule(**values: object) -> Spoil:
    """Give the row of NAMI one schedule, whole but for these values; None takes one out."""
    whole = {"freq": "WEEKLY", "byday": ["TU"], "opens_at": "18:00", "timezone": "America/New_York", **values}
    return in_row(schedules=[{name: value for name, value in whole.items() if value is not None}])


def in_place(**values: object) -> Spoil:
    """Give the row of NAMI one location, whole but for these values."""
    return in_row(locations=[{"city": "Lexington", "state": "KY", **values}])


def with_exception(**values: object) -> Spoil:
    """Give the row of NAMI a schedule with a date that differs."""
    return in_schedule(exceptions=[{"date": dt.date(2026, 12, 1), **values}])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (in_schedule(byday=None), "schedules.0: with WEEKLY needs byday or dtstart"),
        (in_schedule(byday=None, bymonthday=[3]), "schedules.0: with WEEKLY needs byday or dtstart"),
        (in_schedule(freq="MONTHLY", byday=None), "schedules.0: with MONTHLY needs byday, bymonthday or dtstart"),
        (in_schedule(freq="MONTHLY", byday=None, bymonthday=[0]), "schedules.0.bymonthday.0: is no day of a month"),
        (in_schedule(freq="MONTHLY", byday=None, bymonthday=[32]), "schedules.0.bymonthday.0: is no day of a month"),
        (with_exception(kind="moved"), "schedules.0.exceptions.0: is moved, so it needs to_date, or opens_at"),
        (in_place(state="KX"), "locations.0.state: is not a state, such as KY"),
        (in_place(latitude=91, longitude=-84.5), "locations.0.latitude: "),
        (in_place(latitude=38.04, longitude=-184.5), "locations.0.longitude: "),
        (in_row(service_areas=["US-KX"]), "service_areas.0: is not an area: US, a state as US-KY, or worldwide"),
        (in_row(minimum_age=19, maximum_age=18), "row: has a minimum_age above its maximum_age"),
    ],
    ids=[
        "no-weekday", "day-of-a-week", "no-day", "day-0", "day-32", "moved-nowhere", "state", "latitude", "longitude",
        "area", "ages",
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(folder: SeedFolder, spoil: Spoil, told: str) -> None:
    spoil(folder)
    assert any(f"organizations.yaml · nami · {told}" in problem for problem in problems_of(folder))


@pytest.mark.parametrize(
    "fill",
    [
        in_schedule(byday=None, dtstart=dt.date(2026, 12, 1)),
        in_schedule(freq="MONTHLY", byday=None, bymonthday=[-1]),
        in_schedule(freq="MONTHLY", byday=None, dtstart=dt.date(2026, 12, 1)),
        in_schedule(freq="DAILY", byday=None),
        with_exception(kind="moved", opens_at="19:00"),
        with_exception(kind="moved", to_date=dt.date(2026, 12, 2)),
        in_place(latitude=38.04, longitude=-84.5),
        in_row(service_areas=["US", "US-KY", "worldwide"]),
        in_row(minimum_age=18, maximum_age=18),
    ],
    ids=[
        "first-date", "last-of-month", "first-of-months", "daily", "other-time", "other-day", "point", "areas", "ages",
    ],
)  # fmt: skip
def test_what_means_something_is_read(folder: SeedFolder, fill: Spoil) -> None:
    fill(folder)
    assert read_seeds(folder.path).listings


@pytest.mark.parametrize(
    ("file", "key", "told"),
    [
        ("groups.yaml", "alt2su", "groups.yaml · alt2su · key: stands more than once"),
        ("questions.yaml", "cost", "questions.yaml · cost · key: stands more than once"),
        ("taxonomies.yaml", "platform", "taxonomies.yaml · platform · slug: stands more than once"),
    ],
    ids=["listing", "question", "taxonomy"],
)
def test_a_row_that_stands_twice_is_named(folder: SeedFolder, file: str, key: str, told: str) -> None:
    folder.edit_rows(file, lambda rows: rows.append(next(r for r in rows if key in (r.get("key"), r.get("slug")))))
    assert told in problems_of(folder)


def test_a_key_that_stands_in_two_files_is_named_with_both(folder: SeedFolder) -> None:
    folder.edit("roles.yaml", "afsp-advocate", lambda row: row.update(key="nami"))
    assert "organizations.yaml, roles.yaml · nami · key: stands more than once" in problems_of(folder)


def test_a_need_that_stands_twice_or_is_called_like_its_group_is_named(folder: SeedFolder) -> None:
    folder.edit("needs.yaml", "sobriety", lambda group: group["needs"][0].update(slug="sobriety"))
    assert "needs.yaml · sobriety · slug: stands more than once" in problems_of(folder)


def test_a_term_that_stands_twice_is_named(folder: SeedFolder) -> None:
    folder.edit("taxonomies.yaml", "format", lambda taxonomy: taxonomy["terms"].append(taxonomy["terms"][0]))
    assert problems_of(folder) == ["taxonomies.yaml · format · terms.in-person: stands more than once"]


def test_a_field_that_stands_twice_in_a_row_is_named_with_its_line(folder: SeedFolder) -> None:
    path = folder.path / "roles.yaml"
    text = path.read_text(encoding="utf-8").replace("    kind: role\n", "    kind: role\n    kind: role\n", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("    kind: role\n    kind: role\n")].count("\n") + 2
    (problem,) = problems_of(folder)
    assert problem.startswith("roles.yaml · - · listings: cannot be read: 'kind' stands twice")
    assert f"line {line}," in problem


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("organizations.yaml", "nami"),
        ("needs.yaml", "connection"),
        ("questions.yaml", "cost"),
        ("taxonomies.yaml", "format"),
    ],
    ids=["organization", "needs", "question", "taxonomy"],
)
def test_a_fault_is_told_once_and_not_again_where_others_point_at_its_row(
    folder: SeedFolder, file: str, key: str
) -> None:
    folder.edit(file, key, lambda row: row.update(colour="green"))
    assert problems_of(folder) == [f"{file} · {key} · colour: Extra inputs are not permitted (found 'green')"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("listings: [", "roles.yaml · - · listings: cannot be read: "),
        ("rows: []", "roles.yaml · - · listings: cannot be read: 'listings'"),
        ("listings: 5", "roles.yaml · - · listings: cannot be read: "),
        ("- key: nami", "roles.yaml · - · listings: cannot be read: "),
        ("", "roles.yaml · - · listings: cannot be read: "),
        ("listings: [nami]", "roles.yaml · row 1 · row: "),
    ],
    ids=["broken", "other-key", "number", "list", "empty", "no-row"],
)
def test_a_file_that_cannot_be_read_is_named(folder: SeedFolder, text: str, told: str) -> None:
    folder.write("roles.yaml", text)
    told_of = problems_of(folder)
    assert [problem[: len(told)] for problem in told_of] == [told]


@pytest.mark.parametrize("name", ["needs.yaml", "roles.yaml", "demo/listings.yaml", "demo/gazetteer.csv"])
def test_a_missing_file_is_named(folder: SeedFolder, name: str) -> None:
    (folder.path / name).unlink()
    assert problems_of(folder, demo=True) == [f"{name} · - · -: the file is missing"]
