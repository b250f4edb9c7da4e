"""What is compiled once for all applications of a process: to compile it takes longer than most tests.

Every test has an application of its own, and all of them have the same templates, addresses and
statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import CodeType
from typing import ClassVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.rules import RulePart


class TemplateCode(BytecodeCache):
    """The code of templates."""

    _codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template with this very text, if there is one."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


class CompiledRule(Rule):
    """A rule for addresses; what it says, and the functions that build its addresses, come from its text alone."""

    _builders: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}
    _read: ClassVar[dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, BaseConverter]]]] = {}

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        if rule not in self._read:
            known = len(self._trace)
            parts = list(super()._parse_rule(rule))
            self._read[rule] = (parts, self._trace[known:], dict(self._converters))
            return parts
        parts, trace, converters = self._read[rule]
        self._trace.extend(trace)
        self._converters |= converters
        self.arguments |= converters.keys()
        return parts

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple(sorted((self.defaults or {}).items()))
        key = (self.rule, self.host, self.subdomain, defaults, append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class CompiledStatements:
    """The text of SQL statements; it is kept with a dialect, so all engines of a database system are given the same."""

    _firsts: ClassVar[dict[str, Engine]] = {}

    @classmethod
    def share(cls, engine: Engine) -> None:
        """Let an engine that has done nothing yet use what the first of its kind has compiled and will compile."""
        name = engine.dialect.name
        if name not in cls._firsts:
            cls._firsts[name] = engine
            engine.connect().close()  # by which a dialect learns the version of its database
        first = cls._firsts[name]
        engine.dialect = first.dialect
        engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
