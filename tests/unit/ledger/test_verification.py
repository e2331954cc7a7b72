from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.papers import PaperVerdict
from stockpile_app.ledger.entries import Head, chain, digest_of
from stockpile_app.ledger.papers import PaperSearch
from stockpile_app.ledger.seals import make_seal, read_paper
from stockpile_app.ledger.signing import SigningKey, TransactionSignature, transaction_message
from stockpile_app.ledger.verification import ChainCheck

AMINA = SigningKey("amina", bytes([1]) * 32)
BRIAN = SigningKey("brian", bytes([2]) * 32)
REGISTER = SigningKey("KE01", bytes([3]) * 32)


class Ring:
    seal_key = REGISTER.public

    def learn(self, entry):
        pass

    def key_of(self, user):
        return {"amina": AMINA.public, "brian": BRIAN.public}.get(user, "")


class Words:
    def entry(self, entry):
        return f"Entry {entry.seq}"

    def day(self, moment):
        return moment


@dataclasses.dataclass
class Ledger:
    """Three transactions: entries 1-2 by Amina, 3 by Amina with Brian, 4-6 by Brian."""

    entries: list
    signatures: list
    seals: list

    @classmethod
    def make(cls):
        ledger, head = cls([], [], []), Head.before_first("KE01")
        for count, user, second in ((2, AMINA, None), (1, AMINA, BRIAN), (3, BRIAN, None)):
            stated = [("kind", f"body {head.seq + at}".encode()) for at in range(1, count + 1)]
            new = list(
                chain(
                    head,
                    iter(stated),
                    recorded_at="2026",
                    recorded_by=user.name,
                    approved_by=second and second.name,
                )
            )
            first, head = head.seq + 1, Head("KE01", new[-1].seq, new[-1].digest, "2026")
            ledger.entries += new
            message = transaction_message("KE01", first, head.seq, head.digest)
            ledger.signatures.append(
                TransactionSignature(
                    "KE01",
                    head.seq,
                    first,
                    user.name,
                    user.sign(message),
                    second and second.name,
                    second and second.sign(message),
                )
            )
        for seq in (2, 5):
            ledger.seals.append(
                make_seal(
                    REGISTER,
                    "KE01",
                    seq,
                    ledger.entries[seq - 1].digest,
                    made_at="2026",
                    occasion=f"AS-{seq}",
                )
            )
        return ledger

    def check(self, *, chunk=2):
        found = []
        check = ChainCheck("KE01", self.signatures, self.seals, Ring(), found.append, Words())
        for start in range(0, len(self.entries), chunk):
            check.feed(self.entries[start : start + chunk])
        check.finish()
        return [(each.kind, each.where) for each in found], check

    def paper(self, text, stated_seq=None):
        check, search = self.check()[1], PaperSearch("KE01", read_paper(text), stated_seq)
        search.feed(self.entries)
        found = search.found
        whole = not found or check.first_fault is None or check.first_fault > found.seq
        return search.finding(REGISTER.public, whole=whole)

    def problems(self, **options):
        return self.check(**options)[0]


@pytest.fixture
def ledger():
    return Ledger.make()


@pytest.mark.parametrize("chunk", [1, 2, 3, 6, 100])
def test_that_a_whole_ledger_has_no_problem(ledger, chunk):
    problems, check = ledger.check(chunk=chunk)
    assert problems == []
    assert (check.head.seq, check.first_fault) == (6, None)


CHANGES = {
    "origin": "KE02",
    "recorded_at": "2027",
    "recorded_by": "brian",
    "approved_by": "amina",
    "kind": "other",
    "body": b"x",
    "previous": bytes(32),
    "digest": bytes(32),
}


@pytest.mark.parametrize("seq", range(1, 7))
@pytest.mark.parametrize("field", CHANGES)
def test_that_a_changed_entry_is_named(ledger, seq, field):
    entry = ledger.entries[seq - 1]
    if getattr(entry, field) == CHANGES[field]:
        pytest.skip("it is so already")
    ledger.entries[seq - 1] = entry._replace(**{field: CHANGES[field]})
    assert ("entry-changed", f"entry {seq}") in ledger.problems()


@pytest.mark.parametrize("seq", range(1, 6))
def test_that_a_changed_entry_with_its_digest_made_anew_breaks_the_chain(ledger, seq):
    changed = ledger.entries[seq - 1]._replace(body=b"x")
    ledger.entries[seq - 1] = changed._replace(digest=digest_of(changed))
    assert ("chain-broken", f"entry {seq + 1}") in ledger.problems()


def rechain(ledger, start):
    """Make all digests anew, as an attacker without anybody's key can."""
    for at in range(start - 1, len(ledger.entries)):
        previous = ledger.entries[at - 1].digest if at else bytes(32)
        entry = ledger.entries[at]._replace(previous=previous)
        ledger.entries[at] = entry._replace(digest=digest_of(entry))


@pytest.mark.parametrize("seq", range(1, 7))
def test_that_a_chain_made_anew_is_betrayed_by_signatures_and_seals(ledger, seq):
    code = ledger.seals[1].code
    ledger.entries[seq - 1] = ledger.entries[seq - 1]._replace(body=b"x")
    rechain(ledger, seq)
    problems = ledger.problems()
    assert {"bad-signature"} <= {kind for kind, _ in problems}
    assert (("seal-differs", "entry 5") in problems) == (seq <= 5)
    assert (ledger.paper(code).verdict is PaperVerdict.AGREES) == (seq > 5)


@pytest.mark.parametrize("seq", range(1, 6))
def test_that_a_removed_entry_is_named(ledger, seq):
    del ledger.entries[seq - 1]
    assert ("entry-missing", f"entry {seq + 1}") in ledger.problems()


@pytest.mark.parametrize("left", range(6))
def test_that_a_removed_tail_is_named(ledger, left):
    del ledger.entries[left:]
    assert ("tail-missing", "entry 6") in ledger.problems()


@pytest.mark.parametrize("left", [0, 2, 3])
def test_that_a_tail_removed_with_signatures_and_seals_is_betrayed_by_paper(ledger, left):
    code, qr = ledger.seals[1].code, ledger.seals[1].qr
    ledger.entries = ledger.entries[:left]
    ledger.signatures = [each for each in ledger.signatures if each.seq <= left]
    ledger.seals = [each for each in ledger.seals if each.seq <= left]
    assert ledger.problems() == []
    assert ledger.paper(code).verdict is PaperVerdict.UNKNOWN
    assert ledger.paper(code, 5).verdict is PaperVerdict.ENDS_BEFORE
    assert ledger.paper(qr).verdict is PaperVerdict.ENDS_BEFORE


def test_that_an_entry_before_the_first_is_named(ledger):
    ledger.entries.insert(0, ledger.entries[0]._replace(seq=0))
    ledger.entries.insert(0, ledger.entries[1]._replace(seq=-7))
    assert ledger.problems() == [("entry-added", "entry -7"), ("entry-added", "entry 0")]


@pytest.mark.parametrize(
    ("at", "missing"), [(0, "entries 1-2"), (1, "entries 3-3"), (2, "entries 4-6")]
)
def test_that_a_removed_signature_is_named(ledger, at, missing):
    del ledger.signatures[at]
    assert ("unsigned", missing) in ledger.problems()


@pytest.mark.parametrize("at", range(3))
def test_that_a_forged_signature_is_named(ledger, at):
    signed = ledger.signatures[at]
    ledger.signatures[at] = signed._replace(signature=bytes(64))
    where = f"entries {signed.first_seq}-{signed.seq}"
    assert ledger.problems() == [("bad-signature", where)]


def test_that_a_signature_without_the_second_person_is_named(ledger):
    signed = ledger.signatures[1]
    ledger.signatures[1] = signed._replace(second_signature=None)
    assert ledger.problems() == [("bad-signature", "entries 3-3")]
    ledger.signatures[1] = signed._replace(second=None, second_signature=None)
    assert ledger.problems() == [("wrong-signer", "entry 3")]
    ledger.signatures[1] = signed._replace(second=None)
    assert ("bad-signature", "entries 3-3") in ledger.problems()


def test_that_a_signature_of_somebody_else_is_named(ledger):
    signed = ledger.signatures[0]
    message = transaction_message("KE01", 1, 2, ledger.entries[1].digest)
    ledger.signatures[0] = signed._replace(user="brian", signature=BRIAN.sign(message))
    assert ledger.problems() == [("wrong-signer", "entry 1"), ("wrong-signer", "entry 2")]


@pytest.mark.parametrize("field", ["seq", "first_seq"])
@pytest.mark.parametrize("by", [-9, -1, 1, 9])
def test_that_a_signature_moved_to_other_entries_is_named(ledger, field, by):
    signed = ledger.signatures[1]
    ledger.signatures[1] = signed._replace(**{field: getattr(signed, field) + by})
    ledger.signatures.sort()
    kinds = {kind for kind, _ in ledger.problems()}
    assert kinds & {"bad-signature", "unsigned", "tail-missing"}


SEAL_CHANGES = {
    "origin": "KE02",
    "seq": 4,
    "digest": bytes(32),
    "made_at": "2027",
    "occasion": "AS-9",
    "signature": bytes(64),
    "code": "0" * 20,
}


@pytest.mark.parametrize("field", SEAL_CHANGES)
def test_that_a_changed_seal_is_named(ledger, field):
    ledger.seals[1] = ledger.seals[1]._replace(**{field: SEAL_CHANGES[field]})
    assert ("seal-forged", f"seal {ledger.seals[1].seq}") in ledger.problems()


def test_that_a_seal_over_a_missing_entry_is_named(ledger):
    ledger.seals.append(make_seal(REGISTER, "KE01", 9, bytes(32), made_at="2026", occasion="AS-9"))
    assert ledger.problems() == [("tail-missing", "entry 9")]


# --- paper -------------------------------------------------------------------------------------


def test_that_a_paper_agrees_with_the_history_it_was_printed_from(ledger):
    for text in (ledger.seals[1].code, ledger.seals[1].qr):
        found = ledger.paper(text)
        assert (found.verdict, found.seq, found.entry.seq) == (PaperVerdict.AGREES, 5, 5)


def test_that_a_code_that_fits_nothing_is_told_so(ledger):
    assert ledger.paper("0" * 20).verdict is PaperVerdict.UNKNOWN


@pytest.mark.parametrize("misread", [(0,), (19,), (3, 11)])
def test_that_a_misread_code_is_told_from_another_history(ledger, misread):
    code = list(ledger.seals[1].code)
    for at in misread:
        code[at] = "7" if code[at] != "7" else "8"
    found = ledger.paper("".join(code))
    assert (found.verdict, found.meant, found.seq) == (
        PaperVerdict.MISTYPED,
        ledger.seals[1].code,
        5,
    )


def test_that_a_code_with_three_other_characters_is_another_code(ledger):
    code = ledger.seals[1].code
    other = "".join("7" if each != "7" else "8" for each in code[:3]) + code[3:]
    assert ledger.paper(other).verdict is PaperVerdict.UNKNOWN


def test_that_another_history_up_to_the_paper_is_told_so(ledger):
    code, qr = ledger.seals[1].code, ledger.seals[1].qr
    ledger.entries[3] = ledger.entries[3]._replace(body=b"x")
    rechain(ledger, 4)
    assert ledger.paper(qr).verdict is PaperVerdict.OTHER_HISTORY
    assert ledger.paper(code, 5).verdict is PaperVerdict.OTHER_HISTORY


@pytest.mark.parametrize("seq", [1, 4, 5])
def test_that_what_was_changed_before_the_paper_is_not_covered_up_by_its_code(ledger, seq):
    ledger.entries[seq - 1] = ledger.entries[seq - 1]._replace(body=b"x")
    assert ledger.paper(ledger.seals[1].code).verdict is PaperVerdict.CHANGED_BEFORE


def test_that_what_was_changed_after_the_paper_does_not_speak_against_it(ledger):
    ledger.entries[5] = ledger.entries[5]._replace(body=b"x")
    assert ledger.paper(ledger.seals[1].code).verdict is PaperVerdict.AGREES


def test_that_a_paper_of_another_register_says_nothing_of_this_one(ledger):
    other = make_seal(REGISTER, "KE02", 5, bytes(32), made_at="2026", occasion="AS-5")
    assert ledger.paper(other.qr).verdict is PaperVerdict.ANOTHER_REGISTER


@pytest.mark.parametrize("seq", [5, 99])
def test_that_a_forged_paper_proves_nothing_against_the_register(ledger, seq):
    forged = make_seal(AMINA, "KE01", seq, bytes(32), made_at="2026", occasion="AS-5")
    assert ledger.paper(forged.qr).verdict is PaperVerdict.NOT_GENUINE


def test_that_an_empty_ledger_has_no_problem():
    assert Ledger([], [], []).problems() == []


@given(st.data())
def test_that_any_swapped_copied_or_removed_entry_is_found(data):
    ledger = Ledger.make()
    entries = list(ledger.entries)
    order = data.draw(st.lists(st.sampled_from(entries), max_size=8))
    ledger.entries = (
        sorted(order, key=lambda entry: entry.seq) if data.draw(st.booleans()) else order
    )
    assert bool(ledger.problems()) == (ledger.entries != entries)
