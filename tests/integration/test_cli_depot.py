"""Depot life from a terminal: what scripts and hand-held scanners without a screen do."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from stockpile_app.domain.places import AddPlace, SealContainer
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now
from tests.builders import PASSWORD
from tests.builders_cli import Cli, few_weapons, with_passwords

RIFLE, PISTOL, OTHER = "KE01-000001-9", "KE01-000002-7", "KE01-000003-5"
AGAIN = ("--to", "K-1182", "--due", "2999-01-01", "--authorised-by", "Brian")
STORE = ("--depot", "Main depot", "--store", "Store A")


@pytest.fixture
def cli(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Cli:
    with_passwords(monkeypatch)
    cli = Cli(folder, capsys)
    assert cli("import", few_weapons(tmp_path)).status == 0
    assert cli("people", "add", "Sgt Juma", "--code", "K-1182", "--post", "Guard").status == 0
    return cli


def days(count: int) -> str:
    return (utc_now().astimezone().date() + dt.timedelta(days=count)).isoformat()


def issued(cli: Cli, number: str = RIFLE, due: int = 3) -> Any:
    return cli(
        "issue", number, "--to", "k-1182", "--due", days(due), "--handed-by", "Chipo",
        "--authorised-by", "Brian", "--purpose", "Guard duty", "--json",
    ).json  # fmt: skip


def pack(cli: Cli) -> None:
    """Put both weapons of the store into a sealed container."""
    services = Services(registers.open_register(cli.folder, "amina", PASSWORD))
    store = services.places.find("Main depot", "Store A")
    box = AddPlace(PlaceKind.CONTAINER, "Box 9", "C9", parent=store.id)
    box_id = services.places.add(box).place_id
    services.close()
    box_place = (*STORE, "--rack", "Box 9")
    assert cli("move", RIFLE, PISTOL, *box_place, "--received-by", "Chipo").status == 0
    services = Services(registers.open_register(cli.folder, "amina", PASSWORD))
    services.places.seal(
        SealContainer(
            place_id=box_id, seals=("S77",), sealed_on=services.desk.today, sealed_by="Chipo"
        )
    )
    services.close()


def printed(cli: Cli, name: str, out: Path, *options: object) -> tuple[Any, str]:
    outcome = cli("report", name, out, *options, "--json")
    assert outcome.status == 0, outcome
    document = pypdfium2.PdfDocument(out)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return outcome.json, text


def test_that_people_are_added_listed_and_retired(cli: Cli) -> None:
    cli("people", "add", "2nd Battalion", "--kind", "unit")
    people = cli("people", "list", "--json").json["people"]
    assert [(each["name"], each["kind"], each["weapons"]) for each in people] == [
        ("2nd Battalion", "unit", 0),
        ("Sgt Juma", "person", 0),
    ]
    assert "2nd Battalion is retired" in cli("people", "retire", "battalion").out
    assert "battalion" not in cli("people", "list").out.lower()
    assert "(retired)" in cli("people", "list", "--all").out
    assert "Nobody here is called" in cli("people", "retire", "nobody").refusal


def test_that_weapons_go_out_and_come_back(cli: Cli, tmp_path: Path) -> None:
    voucher = issued(cli)
    assert set(voucher) == {"id", "number", "weapons", "incident"}
    assert voucher["number"] == f"IV-KE01-{voucher['id']}"
    out = cli("custody", "--person", "Juma", "--json").json
    assert (out["total"], out["as_of"]) == (1, None)
    assert out["custody"][0] == {
        "number": RIFLE,
        "serial": "B-0671",
        "model": "M70",
        "kind": "issue",
        "person": "Sgt Juma (K-1182)",
        "since": days(0),
        "due_on": days(3),
        "overdue": False,
        "voucher": voucher["number"],
    }
    assert "1 weapon is out." in cli("custody").out
    again = cli("issue", RIFLE, "--to", "K-1182", "--authorised-by", "B", "--due", days(1))
    assert voucher["number"] in again.refusal
    back = cli("return", RIFLE, *STORE, "--handed-by", "Sgt Juma", "--json").json
    assert back["number"].startswith("RV-KE01-")
    assert "No weapon is out." in cli("custody").out
    listed = cli("movements", "--number", RIFLE, "--json").json["movements"]
    assert [each["kind"] for each in listed] == ["return", "issue"]
    for name, wanted in (("voucher", voucher["number"]), ("voucher", str(back["id"]))):
        done, text = printed(cli, name, tmp_path / "v.pdf", "--movement", wanted)
        assert (done["weapons"], RIFLE in text, bool(done["seal"])) == (1, True, True)


def test_that_custody_is_told_as_of_a_past_day(cli: Cli) -> None:
    issued(cli)
    assert cli("custody", "--as-of", days(-1), "--json").json["total"] == 0
    today = cli("custody", "--as-of", days(0), "--person", "Juma", "--json").json
    assert (today["as_of"], today["total"]) == (days(0), 1)
    assert cli("custody", "--as-of", days(0), "--overdue", "--json").json["total"] == 0
    assert "in the future" in cli("custody", "--as-of", days(1)).refusal


def test_that_weapons_are_moved_within_their_depot(cli: Cli) -> None:
    moved = cli("move", RIFLE, *STORE, "--rack", "R2", "--received-by", "Chipo")
    assert "1 weapon is moved." in moved.out
    assert cli("show", RIFLE, "--json").json["rack"] == "R2"
    assert cli("move", RIFLE, "--received-by", "Chipo").status == 2
    refusal = cli("move", RIFLE, "--depot", "North depot", "--received-by", "Chipo").refusal
    assert "depot" in refusal


def test_that_a_dispatch_is_sent_and_received_line_by_line(cli: Cli, tmp_path: Path) -> None:
    pack(cli)
    sent = cli(
        "dispatch", "C9", "--depot", "North depot", "--expected", days(2), "--handed-by", "Chipo",
        "--received-by", "Driver Otieno", "--authorised-by", "Brian", "--vehicle", "GK 123",
        "--json",
    ).json  # fmt: skip
    assert sent["weapons"] == 2
    due = cli("due", "--json").json
    assert (due["in_transit"]["total"], due["in_transit"]["weapons"]) == (1, 2)
    _done, text = printed(cli, "manifest", tmp_path / "m.pdf", "--movement", sent["number"])
    assert "GK 123" in text
    came = cli(
        "receive", sent["number"], "--depot", "North depot", "--seals", "C9=S77", "--all",
        "--missing", PISTOL, "--handed-by", "Driver Otieno", "--json",
    ).json  # fmt: skip
    assert came["weapons"] == 1
    assert came["incident"] is not None
    assert cli("show", PISTOL, "--json").json["status"] == "lost"
    assert cli("due", "--json").json["in_transit"]["total"] == 0
    printed(cli, "handover", tmp_path / "h.pdf", "--movement", came["id"])
    _done, text = printed(
        cli, "incident-report", tmp_path / "i.pdf", "--incident", came["incident"]
    )
    assert PISTOL in text


def test_that_logs_and_histories_are_printed(cli: Cli, tmp_path: Path) -> None:
    issued(cli)
    for name, options in (
        ("removal-log", (*STORE, "--since", days(-7))),
        ("custody-weapon", ("--number", RIFLE)),
        ("custody-person", ("--person", "K-1182")),
    ):
        done, text = printed(cli, name, tmp_path / "p.pdf", *options, "--page", "Letter")
        assert RIFLE in text, name
        assert done["document"] in text
    printed(cli, "key-register", tmp_path / "k.pdf", "--depot", "Main depot")
    printed(cli, "access-log", tmp_path / "a.pdf", "--depot", "Main depot", "--since", days(-7))


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("voucher", "--movement"),
        ("removal-log", "--depot"),
        ("custody-weapon", "--number"),
        ("custody-person", "--person"),
        ("count-sheet", "--stocktake"),
        ("inspection-report", "--check"),
        ("incident-report", "--incident"),
        ("key-register", "--depot"),
    ],
)
def test_that_a_report_says_what_it_needs(cli: Cli, tmp_path: Path, name: str, option: str) -> None:
    outcome = cli("report", name, tmp_path / "r.pdf")
    assert outcome.status == 2
    assert option in outcome.err
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize("number", ["IV-UG01-5", "five", "", "MVKE01000005X"])
def test_that_a_number_of_no_entry_here_is_refused(cli: Cli, tmp_path: Path, number: str) -> None:
    outcome = cli("report", "voucher", tmp_path / "r.pdf", "--movement", number)
    assert outcome.status in {1, 2}
    assert "Traceback" not in outcome.err


def test_that_a_stocktake_is_opened_counted_and_closed(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = cli(
        "stocktake", "open", *STORE, "--kind", "full", "--counters", "A. Diallo", "B. Keita",
        "--json",
    ).json  # fmt: skip
    number = opened["number"]
    assert cli("stocktake", "list", "--open", "--json").json["stocktakes"][0]["state"] == "open"
    assert number in cli("issue", RIFLE, *AGAIN).refusal
    for counter in (1, 2):
        _done, text = printed(
            cli, "count-sheet", tmp_path / "c.pdf", "--stocktake", number, "--counter", counter
        )
        assert RIFLE not in text  # blind
    first = cli("stocktake", "count", number, RIFLE, PISTOL, RIFLE, "--counter", 1, "--json")
    assert first.status == 0
    assert [each["outcome"] for each in first.json["answers"]] == ["counted", "counted", "twice"]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{RIFLE}\nno such thing\n"))
    second = cli("stocktake", "count", number, "-", "--counter", 2, "--json")
    assert second.status == 1
    assert [each["outcome"] for each in second.json["answers"]] == ["counted", "unknown"]
    assert second.json["counted"] == 1
    assert cli("stocktake", "finish", number, "--counter", 1, "--json").json["to_recount"] == 0
    assert cli("stocktake", "finish", number, "--counter", 2, "--json").json["to_recount"] == 1
    settled = cli("stocktake", "recount", number, PISTOL, "--not-there", "--json").json
    assert settled["to_recount"] == 0
    shown = cli("stocktake", "result", number, "--json").json
    assert (shown["expected"], shown["found"], shown["shortage"]) == (2, 1, True)
    assert shown["differences"][0]["number"] == PISTOL
    assert "--second NAME" in cli("stocktake", "close", number).refusal
    closed = cli("stocktake", "close", number, "--second", "brian", "--json").json
    assert closed["discrepancies"] == 1
    assert closed["incident"] is not None
    _done, text = printed(cli, "certificate", tmp_path / "z.pdf", "--stocktake", number)
    assert PISTOL in text
    incidents = cli("incident", "list", "--open", "--json").json["incidents"]
    assert [(each["kind"], each["gone"]) for each in incidents] == [("unexplained", 1)]
    assert cli("verify").status == 0


def test_that_types_are_counted_and_a_count_is_given_up(cli: Cli) -> None:
    number = cli(
        "stocktake", "open", *STORE, "--kind", "weekly", "--counters", "A", "B", "--json"
    ).json["number"]
    said = cli(
        "stocktake", "count-type", number, 3, "--counter", 1, "--category", "pistol",
        "--model", "HP", "--calibre", "9 x 19 mm",
    )  # fmt: skip
    assert said.out == "1 type is counted.\n"
    assert "given up" in cli("stocktake", "cancel", number, "--reason", "Rain").out
    assert cli("stocktake", "list", "--open", "--json").json["stocktakes"] == []


def test_that_a_check_is_answered_scored_and_printed(cli: Cli, tmp_path: Path) -> None:
    opened = cli("check", "open", "--depot", "Main depot", "--json").json
    check, questions = opened["check"], opened["questions"]
    printed(cli, "check-sheet", tmp_path / "s.pdf", "--check", check)
    for at, question in enumerate(questions):
        answer = "no" if at == 0 else "yes"
        assert cli("check", "answer", check, question, answer, "--note", "seen").status == 0
    done = cli("check", "complete", check, "--present", "Chipo", "--json").json
    assert done["state"] == "completed"
    assert 0 < done["points"] < done["out_of"]
    assert f"{100 * done['points'] // done['out_of']} %" in cli("check", "list").out
    _done, text = printed(cli, "inspection-report", tmp_path / "r.pdf", "--check", check)
    assert "Amina" in text
    items = cli("due", "--json").json["open"]["items"]
    assert [each["kind"] for each in items] == ["finding"]


def test_that_an_incident_is_followed_to_its_closing(cli: Cli) -> None:
    reported = cli(
        "incident", "report", "--kind", "theft", "--circumstances", "The lock was cut.",
        "--number", RIFLE, *STORE, "--json",
    ).json  # fmt: skip
    incident = reported["incident"]
    assert (reported["gone"], cli("show", RIFLE, "--json").json["status"]) == (1, "stolen")
    close = ("incident", "close", incident, "--outcome", "Written off", "--second", "brian")
    assert "findings" in cli(*close).refusal
    cli("incident", "investigate", incident, "--findings", "Inside job", "--action", "New lock")
    assert "Nobody has been told" in cli(*close).refusal
    told = cli("incident", "notify", incident, "--whom", "Police", "--at", f"{days(0)}T00:01")
    assert told.status == 0, told
    assert "is closed" in cli(*close).out
    assert cli("incident", "list", "--open", "--json").json["incidents"] == []


def test_that_what_is_due_is_told_to_people_and_scripts(cli: Cli) -> None:
    issued(cli, due=2)
    due = cli("due", "--json").json
    assert set(due) == {"today", "overdue", "this_week", "in_transit", "open"}
    [item] = [each for each in due["this_week"]["items"] if each["kind"] == "return"]
    assert (item["about"], item["due_on"], item["overdue"]) == ("Sgt Juma", days(2), False)
    said = cli("due").out
    assert "Return of weapons" in said
    assert "Overdue: 1" in said
    assert "Rehearsal of restoring" in said  # the register is older than thirty days
    assert "Your roles do not allow this" in cli("due", user="gita").refusal


def test_that_an_audit_sheet_is_of_a_past_day(cli: Cli, tmp_path: Path) -> None:
    done, text = printed(cli, "audit-sheet", tmp_path / "a.pdf", "--as-of", "2026-03-02")
    assert done["weapons"] == 0
    assert "as of Mar 2, 2026" in text
    assert cli("report", "audit-sheet", tmp_path / "b.pdf", "--as-of", "2 March").status == 2
