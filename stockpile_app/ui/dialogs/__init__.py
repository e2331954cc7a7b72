"""Dialogs: each asks for one act."""
