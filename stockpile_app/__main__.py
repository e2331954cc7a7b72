"""Entry points: the terminal and the window."""

from __future__ import annotations

import sys

if getattr(sys, "frozen", False):
    # A frozen program is its own reader of spreadsheets; that must know nothing of the rest.
    from stockpile_app.exchange.sheet_worker import serve_if_asked

    serve_if_asked(sys.argv)

from stockpile_app import bootstrap


def cli() -> None:
    """Run a command, or open the window where none is given."""
    sys.exit(bootstrap.run_command(sys.argv[1:]))


def gui() -> None:
    """Open the window."""
    sys.exit(bootstrap.run_window())


if __name__ == "__main__":
    cli()
