from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from stockpile_app.ui.getting_ready import MODULES, GettingReady

ROOT = Path(__file__).parents[2]
SIGN_IN = """
import sys
from pathlib import Path
from stockpile_app.settings import Settings
from stockpile_app.ui import application
app = application.make_application()
session = application.Session(app, Settings())
session.sign_in(Path(sys.argv[1]))
print(*sys.modules)
"""


def test_that_the_first_window_waits_for_no_large_library(home, folder):
    environment = os.environ | {"STOCKPILE_HOME": str(home)}
    command = [sys.executable, "-c", SIGN_IN, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())
    assert "stockpile_app.ui.sign_in" in imported
    assert not imported & {"sqlalchemy", "reportlab", "PIL", "yaml", "stockpile_app.domain.facts"}


def test_that_all_is_imported_while_a_password_is_typed(qtbot):
    ready = GettingReady()
    ready.start()
    qtbot.waitUntil(lambda: not ready._timer.isActive(), timeout=30_000)
    assert set(MODULES) <= set(sys.modules)
    ready.start()
    assert not ready._timer.isActive()
