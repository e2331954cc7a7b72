"""Marks in full, parts, marking profiles, and how weapons came."""

from __future__ import annotations
