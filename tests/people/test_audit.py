"""The audit log: a line of JSON that no name can forge, with the moment in UTC; docs/operating.md has every event."""

from __future__ import annotations

import ast
import datetime as dt
import json
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from directory.people.audit import log_event
from tests.databases import ROOT
from tests.test_house import modules

# What notes an event, and which of its arguments is the name of it.
NOTES = {"record_event": 0, "log_event": 0, "close_change": 0, "_log_refusal": 0, "_hand_over": 2}
EVENT = re.compile(r"[a-z]+(-[a-z]+)*")


def events() -> Iterator[str]:
    """Every name of an event that stands in the program."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NOTES:
                place = NOTES[getattr(node.func, "id", "")]
                yield from texts_of(node.args[place]) if len(node.args) > place else ()
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "event":
                yield from texts_of(node.value)


def texts_of(node: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: one, or one of two."""
    branches = (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)
    for branch in branches:
        if isinstance(branch, ast.Constant) and EVENT.fullmatch(str(branch.value)):
            yield str(branch.value)


@pytest.fixture
def line(app: Flask, caplog: pytest.LogCaptureFixture) -> str:
    """What is logged of somebody whose name tries to begin a line of its own."""
    caplog.set_level(logging.INFO, "directory.audit")
    log_event("sign-in", 'Robin\r\n{"event": "forged"}\u2028\x1b[2J', how="code\n")
    return caplog.records[-1].getMessage()


def test_no_name_begins_a_line_of_its_own(line: str) -> None:
    """v5.0.0-16.4.1"""
    assert line.splitlines() == [line]
    assert line.isprintable()


def test_a_line_says_when_who_and_what(line: str) -> None:
    """v5.0.0-16.2.1, 16.2.2"""
    told = json.loads(line)
    assert (told["event"], told["how"]) == ("sign-in", "code\n")
    assert told["by"].startswith("Robin\r\n")
    assert dt.datetime.fromisoformat(told["at"]).utcoffset() == dt.timedelta(0)


def test_every_event_is_explained_to_operators() -> None:
    """v5.0.0-16.1.1"""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("| events | when |")[2]
    explained = set(re.findall(r"`([a-z-]+)`", text.partition("\n\n")[0]))
    assert len(explained) > 25
    assert explained == {*events()}
