"""Lists that people edit, as YAML files."""

from __future__ import annotations

from collections.abc import Hashable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.text import N_

_MOST_BYTES: Final = 1024 * 1024


def yaml_text(data: Any) -> str:
    """Return plain values as YAML that ``load_yaml`` reads back."""
    yaml: Any = import_module("yaml")
    body: str = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, width=100, line_break="\n"
    )
    return body


def load_yaml(file: Path) -> Any:
    """Return what is in a YAML file; a key that is given twice is refused.

    Raises:
        BadFile: It cannot be read; says what is wrong where.
    """
    yaml: Any = import_module("yaml")
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadFile(
                N_("{name} is larger than 1 MB: it cannot be a list of the program."),
                name=file.name,
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
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise BadFile(N_("{name} cannot be read as YAML."), name=file.name) from error


def _loader(yaml: Any) -> Any:
    """Return a loader that refuses a key given twice, of which one would be lost unseen."""

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        pass

    def mapping(loader: Any, node: Any) -> dict[Hashable, Any]:
        keys: set[object] = set()
        for key_node, _value in node.value:
            if key_node.value in keys and isinstance(key_node.value, str):
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key_node.value}” is given twice", key_node.start_mark
                )
            if isinstance(key_node.value, str):
                keys.add(key_node.value)
        found: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
        return found

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    return Loader
