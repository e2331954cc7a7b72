"""Stockpile: the register of a State's small arms and light weapons, kept offline."""

__version__ = "0.1.0"
