"""Two commands for a clone: ``run`` shows the program, ``test`` does what CI does.

This file is kept so plain that any Python can read it and say what it lacks.
"""

import sys


def start():
    """Check the Python this runs on, then hand over."""
    if sys.version_info < (3, 11):
        sys.exit(
            "dev.py: Python 3.11 or newer is needed, this is %d.%d: "
            "start it as python3.11 (or newer) packaging/dev.py" % sys.version_info[:2]
        )
    import commands  # noqa: PLC0415 - not before: an old Python cannot read it

    sys.exit(commands.main(sys.argv[1:]))


if __name__ == "__main__":
    start()
