"""Lists that people edit, as YAML files."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar

from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.text import N_

T = TypeVar("T")

_MOST_BYTES: Final = 256 * 1024
"""Five times the longest list that comes with the program."""
_LONGEST_NUMBER: Final = 40


def yaml_text(data: Any) -> str:
    """Return plain values as YAML that ``load_yaml`` reads back."""
    yaml: Any = import_module("yaml")
    body: str = yaml.dump(
        data, Dumper=_dumper(yaml), allow_unicode=True, sort_keys=False, width=100, line_break="\n"
    )
    return body


def load_yaml(file: Path) -> Any:
    """Return what is in a YAML file; what such a list never needs is refused.

    That is: a key given twice, of which one would be lost unseen; references, with which a few
    lines can stand for millions; tags, which name types; lists as keys; endless numbers.

    Raises:
        BadFile: It cannot be read; says what is wrong where.
    """
    yaml: Any = import_module("yaml")
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadFile(
                N_("{name} is larger than {most} KB: it cannot be a list of the program."),
                name=file.name,
                most=_MOST_BYTES // 1024,
            )
        return yaml.load(file.read_text("utf-8-sig"), Loader=_loader(yaml))
    except OSError as error:
        raise BadFile(
            N_("{name} cannot be read: {reason}."),
            name=file.name,
            reason=error.strerror or str(error),
        ) from error
    except UnicodeDecodeError as error:
        raise BadFile(
            N_("{name} is not a text in UTF-8. Save it as UTF-8 and read it again."),
            name=file.name,
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(
            N_("{name} cannot be read as YAML. Look at line {line}: {reason}."),
            name=file.name,
            line=mark.line + 1 if mark else 1,
            reason=error.problem or error.context or "",
        ) from error
    except (ValueError, OverflowError, RecursionError, yaml.YAMLError) as error:
        raise BadFile(N_("{name} cannot be read as YAML."), name=file.name) from error


def read_yaml(file: Path, parse: Callable[[Any], T]) -> T:
    """Return what ``parse`` makes of a YAML file.

    Raises:
        BadFile: The file cannot be read, or what is in it cannot be used; says what is wrong.
    """
    try:
        return parse(load_yaml(file))
    except BadValue as error:
        raise BadFile(
            N_("{name} cannot be used. {reason} Correct the file and read it again."),
            name=file.name,
            reason=error,
        ) from error


def _dumper(yaml: Any) -> Any:
    """Return a dumper that writes everything out: ``load_yaml`` reads no references."""

    class Dumper(yaml.SafeDumper):  # type: ignore[misc]
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    return Dumper


def _loader(yaml: Any) -> Any:
    """Return a loader that refuses what ``load_yaml`` says."""

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(yaml, "references (& and *) are not read here", event.start_mark)
            if getattr(event, "tag", None) not in {None, "!"}:
                raise _refused(yaml, "tags (!) are not read here", event.start_mark)
            return super().compose_node(parent, index)

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping(yaml))
    for kind in ("int", "float"):
        Loader.add_constructor(f"tag:yaml.org,2002:{kind}", _number(yaml))
    return Loader


def _mapping(yaml: Any) -> Callable[[Any, Any], dict[Hashable, Any]]:
    def mapping(loader: Any, node: Any) -> dict[Hashable, Any]:
        keys: set[str] = set()
        for key_node, _value in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refused(yaml, "a key has to be a word", key_node.start_mark)
            if key_node.value in keys:
                raise _refused(yaml, f"“{key_node.value}” is given twice", key_node.start_mark)
            keys.add(key_node.value)
        found: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
        return found

    return mapping


def _number(yaml: Any) -> Callable[[Any, Any], Any]:
    def number(loader: Any, node: Any) -> Any:
        if len(node.value) > _LONGEST_NUMBER:
            raise _refused(yaml, "the number is too long", node.start_mark)
        return yaml.SafeLoader.yaml_constructors[node.tag](loader, node)

    return number


def _refused(yaml: Any, problem: str, mark: Any) -> Exception:
    error: Exception = yaml.constructor.ConstructorError(None, None, problem, mark)
    return error
