"""What is said of a scanner that was tried: in plain sentences, with what to do."""

from __future__ import annotations

from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError

from stockpile_app.domain.keyboards import Fault
from stockpile_app.domain.scan_text import is_control, name_of
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import current_locale, listed
from stockpile_app.i18n import gettext as _
from stockpile_app.settings import ScanEnd
from stockpile_app.ui.scan_burst import CR, LF, TAB, ScanRules
from stockpile_app.ui.scan_trial import Outcome, Trial
from stockpile_app.ui.texts import count, isolated
from stockpile_app.ui.tones import Tone

END_TEXTS: Final = {
    ScanEnd.AUTO: N_("Whatever it is"),
    ScanEnd.ENTER: N_("Enter (CR), with or without LF"),
    ScanEnd.LINE_FEED: N_("Line feed (LF)"),
    ScanEnd.TAB: N_("Tab"),
    ScanEnd.PAUSE: N_("Nothing: the code ends with a pause"),
}
_ENDS: Final = {CR: "Enter (CR)", LF: "LF", TAB: "Tab", CR + LF: "CR LF"}
_TITLES: Final = {
    Outcome.TAKEN: N_("Taken as a scan"),
    Outcome.ON_PAGES: N_("Taken where a page asks for scans"),
    Outcome.TOO_SLOW: N_("Not taken: too slow"),
    Outcome.TYPED: N_("Typed by hand"),
    Outcome.TOO_SHORT: N_("Not taken: too short"),
    Outcome.WITHOUT_END: N_("Not taken: it has no end"),
}
TONES: Final = {
    Outcome.TAKEN: Tone.GOOD,
    Outcome.ON_PAGES: Tone.GOOD,
    Outcome.TOO_SLOW: Tone.BAD,
    Outcome.TYPED: Tone.WARN,
    Outcome.TOO_SHORT: Tone.BAD,
    Outcome.WITHOUT_END: Tone.BAD,
}


def keyboard_name(locale: str) -> str:
    """Return the name of a keyboard, such as French (France), in the language of the window."""
    try:
        found = Locale.parse(locale).get_display_name(current_locale())
    except (UnknownLocaleError, ValueError):
        return locale
    return str(found or locale)


def fault_words(fault: Fault) -> str:
    """Return what is wrong with two keyboards, and what to do."""
    names = {
        "workstation": keyboard_name(fault.workstation),
        "scanner": keyboard_name(fault.scanner),
    }
    said = []
    if fault.scanner != fault.workstation:
        said.append(
            _(
                "The workstation's keyboard is set to {workstation}; the scanner is set to"
                " {scanner}. Numbers of the register are put right all the same, serial numbers"
                " cannot be. Scan the maker's code for the keyboard {workstation}, which is in the"
                " scanner's manual, or choose the keyboard {scanner} on the workstation."
            ).format(**names)
        )
    if fault.caps:
        said.append(_("Caps Lock is on: switch it off before you scan."))
    return " ".join(said)


def trial_title(trial: Trial) -> str:
    """Return in a few words what the program makes of a trial."""
    return _(_TITLES[trial.outcome])


def trial_words(trial: Trial, rules: ScanRules) -> list[str]:
    """Return what there is to say of a trial, each in a sentence or two."""
    said = [_read(trial)]
    if trial.fault is not None:
        said.append(fault_words(trial.fault))
    said.append(_outcome(trial, rules))
    if trial.outcome is not Outcome.TYPED:
        said.append(_end(trial))
        said.append(_before(trial))
    return [each for each in said if each]


def _read(trial: Trial) -> str:
    if not trial.read.text:
        return ""
    text = isolated(clean(trial.read.text))
    if trial.read.proven:
        return _(
            "It says {text}: a number of this register, and its check character is right."
        ).format(text=text)
    return _(
        "It says {text}, which proves nothing by itself: a serial number, for example."
    ).format(text=text)


def _outcome(trial: Trial, rules: ScanRules) -> str:
    slowest, limit = count(round(trial.slowest_ms)), count(rules.gap_ms)
    match trial.outcome:
        case Outcome.TOO_SLOW:
            return _(
                "Up to {slowest} ms passed between two keys, but no more than {limit} ms are"
                " allowed: choose the time that is proposed, or make the scanner faster."
            ).format(slowest=slowest, limit=limit)
        case Outcome.TYPED:
            return _("Scan a code here: no scanner is as slow as this.")
        case Outcome.TOO_SHORT:
            return _("Codes have six characters and more: scan one of the test sheet.")
        case Outcome.WITHOUT_END:
            return _(
                "What it sends after the code is not what is chosen here. Choose what it sends, or"
                " set the scanner to send Enter after each code."
            )
    return _("Up to {slowest} ms passed between two keys; {limit} ms are allowed.").format(
        slowest=slowest, limit=limit
    )


def _end(trial: Trial) -> str:
    if not trial.end:
        return _("It sends nothing after the code.")
    return _("After the code it sends {key}.").format(key=_ENDS[trial.end])


def _before(trial: Trial) -> str:
    names = listed(name_of(each) for each in trial.before if is_control(each))
    if not names:
        return ""
    return _(
        "Before the code it sends {keys}, which a window may take for a command. Switch off in the"
        " scanner what it sends before the code (its prefix)."
    ).format(keys=names)
