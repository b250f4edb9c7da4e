"""The rules of the house, read from the source: who imports whom, how long things are, what is explained."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "directory"
# The application factory and the commands put the parts together, so they alone reach into views.
FACTORY = frozenset({"directory", "directory.commands"})
NOT_FEATURES = frozenset({"mail", "models", "migrations"})
NOT_SHARED = frozenset({"commands", "migrations"})
NAMES_WITHOUT_MEANING = frozenset({"utils", "helpers", "common", "services", "managers"})
MOST_LINES_OF_FILE = 300
MOST_LINES_OF_FUNCTION = 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of the program, parsed. dotted: its name, such as directory.search.find."""

    dotted: str
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        """The top-level part it belongs to: "search" for directory.search.find, "" for the factory."""
        return part_of(self.dotted)


@dataclass(frozen=True)
class Import:
    """A module brings in another one of the program, and names of it (none: the module itself)."""

    by: Module
    target: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.by.dotted} imports {', '.join(self.names) or 'the module'} of {self.target}"


def part_of(dotted: str) -> str:
    """The part of the program that a dotted name lies in."""
    return [*dotted.split("."), ""][1]


@cache
def modules() -> dict[str, Module]:
    """Every file of the program by its dotted name; migrations are history and follow no style."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if not dotted.startswith("directory.migrations"):
            found[dotted] = Module(dotted, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the program's own modules, except those for types alone."""
    return tuple(found for module in modules().values() for found in imports_of(module))


def imports_of(module: Module) -> Iterator[Import]:
    """What one module imports of the program."""
    for node in nodes_without_types(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "directory":
                    yield Import(module, alias.name, ())
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.dotted} imports relatively: say whose module it is"
            if (node.module or "").split(".")[0] == "directory":
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    is_module = whole in modules()
                    yield Import(module, whole if is_module else str(node.module), () if is_module else (alias.name,))


def nodes_without_types(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from nodes_without_types(node)


def features() -> set[str]:
    """The packages that are features."""
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return packages - NOT_FEATURES


def shared() -> set[str]:
    """The parts that every feature may use: all but the features, the factory and the commands."""
    parts = {module.part for module in modules().values()}
    return parts - features() - NOT_SHARED - {""}


def handed_out(feature: str) -> set[str]:
    """The names in a feature's __all__; none for what is no feature."""
    for node in modules()[f"directory.{feature}"].tree.body if feature in features() else ():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def offenders(breaks: Callable[[Import], bool]) -> list[str]:
    """The imports that break a rule, as sentences."""
    return [str(found) for found in imports() if breaks(found)]


def test_the_features_are_found() -> None:
    assert {"search", "listings", "seeding", "site"} <= features()
    assert "find_similar" in handed_out("search")
    assert len(imports()) > 100


def test_the_shared_parts_are_found() -> None:
    assert {"config_values", "database", "mail", "models", "site_zone", "turns"} <= shared()
    assert not {"", "commands", "migrations", "search", "site"} & shared()


def test_models_import_only_the_database_and_each_other() -> None:
    assert not offenders(lambda i: i.by.part == "models" and part_of(i.target) not in ("database", "models"))


def test_the_database_imports_nothing_of_the_program_but_the_line_before_it() -> None:
    assert not offenders(lambda i: i.by.part == "database" and part_of(i.target) != "writers")
    assert not offenders(lambda i: i.by.part == "writers")


def test_a_feature_imports_shared_parts_its_own_and_what_others_hand_out() -> None:
    def breaks(found: Import) -> bool:
        own, other = found.by.part, part_of(found.target)
        if own not in features() or other == own or other in shared():
            return False
        return found.target != f"directory.{other}" or not set(found.names) <= handed_out(other)

    assert not offenders(breaks)


def test_shared_parts_know_no_feature() -> None:
    assert not offenders(lambda i: i.by.part in shared() and part_of(i.target) in features())


def test_only_the_factory_reaches_into_views_and_forms_of_a_feature() -> None:
    def breaks(found: Import) -> bool:
        inner = found.target.split(".")[2:]
        from_outside = found.by.part != part_of(found.target) and found.by.dotted not in FACTORY
        return from_outside and bool({"views", "forms"} & set(inner))

    assert not offenders(breaks)


def test_no_module_has_a_name_without_meaning() -> None:
    assert not [dotted for dotted in modules() if NAMES_WITHOUT_MEANING & set(dotted.split("."))]


def test_parts_do_not_import_each_other_in_circles() -> None:
    needs: dict[str, set[str]] = {}
    for found in imports():
        if found.by.part != part_of(found.target):
            needs.setdefault(found.by.part or "the factory", set()).add(part_of(found.target) or "the factory")
    assert circle(needs) is None


def test_modules_do_not_import_each_other_in_circles() -> None:
    needs: dict[str, set[str]] = {}
    for found in imports():
        if found.by.path.name != "__init__.py":
            needs.setdefault(found.by.dotted, set()).add(found.target)
    assert circle(needs) is None


def circle(needs: dict[str, set[str]]) -> list[str] | None:
    """The names of a circle, or None."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return None


@pytest.mark.parametrize(
    ("needs", "found"),
    [({"a": {"b"}, "b": {"c"}}, False), ({"a": {"b"}, "b": {"a"}}, True)],
    ids=["chain", "circle"],
)
def test_a_circle_would_be_noticed(needs: dict[str, set[str]], found: bool) -> None:
    assert (circle(needs) is not None) is found


def test_every_file_fits_three_hundred_lines() -> None:
    lengths = {m.dotted: len(m.path.read_text(encoding="utf-8").splitlines()) for m in modules().values()}
    assert not {name: length for name, length in lengths.items() if length > MOST_LINES_OF_FILE}


def test_every_function_fits_forty_lines() -> None:
    assert not {
        f"{module.dotted}.{function.name}": body_lines(function)
        for module in modules().values()
        for function in ast.walk(module.tree)
        if isinstance(function, Function) and body_lines(function) > MOST_LINES_OF_FUNCTION
    }


def body_lines(function: Function) -> int:
    """How many lines the body has, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_every_module_says_what_lives_in_it() -> None:
    assert not [module.dotted for module in modules().values() if not ast.get_docstring(module.tree)]


def test_every_public_function_says_what_you_get() -> None:
    assert not [
        f"{module.dotted}.{function.name}"
        for module in modules().values()
        for function in public_functions(module.tree)
        if not ast.get_docstring(function)
    ]


def public_functions(tree: ast.Module | ast.ClassDef) -> Iterator[Function]:
    """Functions of a module and methods of its public classes."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node)
        elif isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def test_only_config_reads_the_environment() -> None:
    assert not [
        f"{module.dotted}:{node.lineno}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if module.dotted != "directory.config"
        and ((isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
              and ast.unparse(node) != "request.environ")  # what the server says of a request
             or (isinstance(node, ast.ImportFrom) and node.module == "os"))
    ]  # fmt: skip


def test_nothing_catches_every_exception() -> None:
    """The one handler of directory/errors.py answers what nobody expected."""
    assert not [
        f"{module.dotted}:{node.lineno}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
