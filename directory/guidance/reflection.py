"""A short reflection on how somebody relates: statements of our own, and what tends to help.

It is no test and gives no diagnosis: an answer is a number from 1 (not like me) to 5 (very like me), or nothing, and
the result comes of the mean on two sides. All of it happens within one request; nothing is kept.

The two sides, fear of being left and need for distance, are those of research on adult attachment. The statements and
the borders are ours and were not tested on anyone; the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

SCALE = (1, 2, 3, 4, 5)
# On a side whose mean is above this, a style shows.
MIDDLE = 3.0
# So many answers on each side are needed before anything is said about it.
FEWEST_ANSWERS = 2


@dataclass(frozen=True)
class Statement:
    """One statement. side: anxious or avoidant. is_opposite: whether agreeing speaks against the side."""

    key: str
    side: str
    text: LazyString
    is_opposite: bool = False


STATEMENTS = (
    Statement("a1", "anxious", _("When a friend does not answer, I soon think I did something wrong.")),
    Statement("b1", "avoidant", _("When I am upset, I would rather be alone than talk.")),
    Statement("a2", "anxious", _("I often ask people if we are still okay.")),
    Statement("b2", "avoidant", _("When someone gets close to me, I want to step back.")),
    Statement("b3", "avoidant", _("I can ask someone for help when I need it."), is_opposite=True),
    Statement("a3", "anxious", _("I get very upset when I feel left out.")),
    Statement("a4", "anxious", _("I can be apart from people I love and still feel loved."), is_opposite=True),
    Statement("b4", "avoidant", _("I do not let people see when I am hurt.")),
    Statement("a5", "anxious", _("I want to be closer than other people want to be.")),
    Statement("b5", "avoidant", _("I trust a few people with what I really feel."), is_opposite=True),
)
SCALE_LABELS = {
    1: _("Not like me"),
    2: _("A little"),
    3: _("Half and half"),
    4: _("Mostly"),
    5: _("Very like me"),
}


@dataclass(frozen=True)
class Reflection:
    """What came of the answers. style: anxious, avoidant, secure, mixed; None with too few answers on a side."""

    style: str | None
    answered: int

    @property
    def is_whole(self) -> bool:
        """Whether every statement was answered."""
        return self.answered == len(STATEMENTS)


def reflect(answers: Mapping[str, int]) -> Reflection:
    """What the answers lean to. answers: key of a statement → 1 to 5; those not answered are left out."""
    sides: dict[str, list[int]] = {"anxious": [], "avoidant": []}
    for statement in STATEMENTS:
        if (value := answers.get(statement.key)) is not None:
            sides[statement.side].append(6 - value if statement.is_opposite else value)
    answered = sum(len(values) for values in sides.values())
    if any(len(values) < FEWEST_ANSWERS for values in sides.values()):
        return Reflection(None, answered)
    shown = [side for side, values in sides.items() if sum(values) / len(values) > MIDDLE]
    return Reflection("mixed" if len(shown) == 2 else shown[0] if shown else "secure", answered)
