"""Compiles the translations before a wheel is built, so that it speaks every language."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Runs ``packaging/texts.py compile``."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Compile them."""
        texts = runpy.run_path(str(Path(self.root) / "packaging" / "texts.py"))
        texts["compile_all"]()
