"""Who may say what of users, proven from signed entries."""

from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.access import Role
from stockpile_app.ledger.entries import Head, chain
from stockpile_app.ledger.signing import SigningKey, TransactionSignature, transaction_message
from stockpile_app.persistence.authority import Authority
from stockpile_app.persistence.keys import RECOVERY

ORIGIN = "KE01"


class Told:
    """An authority, and a ledger that goes on."""

    def __init__(self, *facts):
        self.authority = Authority()
        self.head = Head.before_first(ORIGIN)
        self.amina = SigningKey.generate("amina")
        self.state(self.amina, added(self.amina, Role.ADMINISTRATOR), *facts)

    def state(self, signer, *facts, second=None):
        entries = list(
            chain(
                self.head,
                ((each.kind, f.encode(each)) for each in facts),
                recorded_at="2026-03-02T08:00:00.000000Z",
                recorded_by=signer.name,
                approved_by=second.name if second else None,
            )
        )
        first, last = entries[0], entries[-1]
        message = transaction_message(ORIGIN, first.seq, last.seq, last.digest)
        signed = TransactionSignature(
            ORIGIN,
            last.seq,
            first.seq,
            signer.name,
            signer.sign(message),
            second.name if second else None,
            second.sign(message) if second else None,
        )
        self.head = Head(ORIGIN, last.seq, last.digest, last.recorded_at)
        self.authority.learn(entries, signed)
        return self.authority


def added(key, *roles, name=None):
    codes = tuple(role.value for role in roles)
    return f.UserAdded(name=name or key.name, full_name="X", roles=codes, key=key.public)


def test_that_the_first_adds_the_second_alone_and_then_needs_them():
    told, brian = Told(), SigningKey.generate("brian")
    told.state(told.amina, added(brian, Role.DEPOT_MANAGER))
    assert not told.authority.refused
    chipo = SigningKey.generate("chipo")
    told.state(told.amina, added(chipo, Role.STOREKEEPER))
    assert told.authority.refused == [3]
    dora = SigningKey.generate("dora")
    told.state(told.amina, added(dora, Role.STOREKEEPER), second=brian)
    assert told.authority.refused == [3]
    assert "dora" in told.authority.users


@pytest.mark.parametrize("approver", ["amina", "mallory"])
def test_that_the_second_person_must_be_another_who_may_approve(approver):
    told, brian = Told(), SigningKey.generate("brian")
    told.state(told.amina, added(brian, Role.DEPOT_MANAGER))
    second = told.amina if approver == "amina" else SigningKey.generate("mallory")
    told.state(told.amina, added(SigningKey.generate("x"), Role.INSPECTOR), second=second)
    assert told.authority.refused


def test_that_nobody_gives_oneself_a_role():
    told, brian = Told(), SigningKey.generate("brian")
    told.state(told.amina, added(brian, Role.STOREKEEPER))
    told.state(brian, f.UserRolesChanged(name="brian", roles=("tracing_officer",)))
    assert told.authority.refused == [3]
    assert told.authority.users["brian"].roles == (Role.STOREKEEPER,)


def test_that_a_key_in_another_s_name_signs_nothing():
    told = Told()
    forged = SigningKey.generate("amina")
    told.state(forged, added(SigningKey.generate("x"), Role.TRACING_OFFICER))
    assert told.authority.refused


def test_that_a_stranger_cannot_add_oneself():
    told, mallory = Told(), SigningKey.generate("mallory")
    told.state(mallory, added(mallory, Role.ADMINISTRATOR))
    assert told.authority.refused


def test_that_who_is_retired_says_no_more():
    told, brian = Told(), SigningKey.generate("brian")
    told.state(told.amina, added(brian, Role.ADMINISTRATOR))
    told.state(told.amina, f.UserRetired(name="brian"))
    told.state(brian, f.UserRetired(name="amina"))
    assert told.authority.refused == [4]
    assert not told.authority.users["amina"].retired


def test_that_the_recovery_code_signs_a_new_key_since_it_has_one_of_its_own():
    code = SigningKey.generate(RECOVERY)
    told = Told(f.RecoveryKeyStated(key=code.public, alone=True))
    new = SigningKey.generate("amina")
    replaced = f.UserKeyReplaced(name="amina", key=new.public, by_recovery=True)
    told.state(new, replaced, second=code)
    assert not told.authority.refused
    assert told.authority.users["amina"].key == new.public
    forged = SigningKey.generate("amina")
    told.state(forged, f.UserKeyReplaced(name="amina", key=forged.public, by_recovery=True))
    assert told.authority.refused == [4]


def test_that_a_recovery_before_codes_had_keys_is_believed():
    told, new = Told(), SigningKey.generate("amina")
    told.state(new, f.UserKeyReplaced(name="amina", key=new.public, by_recovery=True))
    assert not told.authority.refused
    assert told.authority.users["amina"].key == new.public


# --- two people, and then one --------------------------------------------------------------------


@pytest.fixture
def two():
    """Amina, administrator; Brian, who may approve; and a recovery code with a key."""
    code = SigningKey.generate(RECOVERY)
    told, brian = (
        Told(f.RecoveryKeyStated(key=code.public, alone=True)),
        SigningKey.generate("brian"),
    )
    told.state(told.amina, added(brian, Role.DEPOT_MANAGER))
    assert not told.authority.refused
    return told, brian, code


def test_that_the_last_who_could_approve_is_not_retired_by_the_other_alone(two):
    told, _brian, _code = two
    told.state(told.amina, f.UserRetired(name="brian"))
    assert told.authority.refused == [4]
    assert not told.authority.users["brian"].retired


@pytest.mark.parametrize("consents", ["brian", "code"])
def test_that_the_last_who_could_approve_goes_by_their_own_consent_or_the_code_s(two, consents):
    told, brian, code = two
    told.state(
        told.amina, f.UserRetired(name="brian"), second=brian if consents == "brian" else code
    )
    assert not told.authority.refused
    assert told.authority.users["brian"].retired


def test_that_one_of_several_who_may_approve_is_retired_alone(two):
    told, brian, _code = two
    chipo = SigningKey.generate("chipo")
    told.state(told.amina, added(chipo, Role.DEPOT_MANAGER), second=brian)
    told.state(told.amina, f.UserRetired(name="brian"))
    assert not told.authority.refused


def test_that_nobody_is_added_alone_once_there_was_a_second_person(two):
    told, brian, _code = two
    told.state(told.amina, f.UserRetired(name="brian"), second=brian)
    told.state(told.amina, added(SigningKey.generate("puppet"), Role.DEPOT_MANAGER))
    assert told.authority.refused == [5]


def test_that_the_recovery_code_consents_where_nobody_else_is_left(two):
    told, brian, code = two
    told.state(told.amina, added(SigningKey.generate("x"), Role.INSPECTOR), second=code)
    assert told.authority.refused == [4]  # Brian is there to be asked
    told.state(told.amina, f.UserRetired(name="brian"), second=brian)
    told.state(told.amina, added(SigningKey.generate("y"), Role.DEPOT_MANAGER), second=code)
    assert told.authority.refused == [4]
    assert "y" in told.authority.users


def test_that_a_role_taken_away_does_not_make_one_alone_again(two):
    told, brian, _code = two
    told.state(told.amina, f.UserRolesChanged(name="brian", roles=("storekeeper",)), second=brian)
    assert not told.authority.refused
    told.state(told.amina, added(SigningKey.generate("puppet"), Role.DEPOT_MANAGER))
    assert told.authority.refused == [5]


# --- acts that need two --------------------------------------------------------------------------

CORRECTED = f.IdentityCorrected(number="KE01-000003-T", corrects=1, reason="x", serial="X1")


def test_that_an_act_of_two_counts_when_who_may_approve_signed_it_too(two):
    told, brian, _code = two
    told.state(told.amina, CORRECTED, second=brian)
    assert told.authority.unapproved == []


@pytest.mark.parametrize("second", ["nobody", "oneself", "a storekeeper", "who is retired", "code"])
def test_that_an_act_of_two_without_the_right_second_is_named(two, second):
    told, brian, code = two
    chipo, dan = SigningKey.generate("chipo"), SigningKey.generate("dan")
    told.state(
        told.amina, added(chipo, Role.STOREKEEPER), added(dan, Role.DEPOT_MANAGER), second=brian
    )
    told.state(told.amina, f.UserRetired(name="dan"))
    assert not told.authority.refused
    signer = {"oneself": told.amina, "a storekeeper": chipo, "who is retired": dan, "code": code}
    told.state(told.amina, CORRECTED, second=signer.get(second))
    assert told.authority.unapproved == [7]
