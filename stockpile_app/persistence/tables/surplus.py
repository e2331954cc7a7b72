"""Requirements, reviews of surplus and declarations."""

from __future__ import annotations
