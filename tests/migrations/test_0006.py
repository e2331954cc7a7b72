from __future__ import annotations

import importlib.util

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.serials import fold_mark
from stockpile_app.paths import migrations_folder


@given(said=st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_that_the_copy_of_the_folding_does_the_same(said):
    path = migrations_folder() / "versions" / "0006_contacts.py"
    spec = importlib.util.spec_from_file_location("migration_0006", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module._fold_mark(said) == fold_mark(*said)
