"""Recording a mark that was read on a weapon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGroupBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    Component,
    LabelledEnum,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
)
from stockpile_app.domain.weapons import ObserveMark
from stockpile_app.i18n import gettext as _
from stockpile_app.services.weapons import WeaponChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.weapon_dialog import identity_line
from stockpile_app.ui.widgets.fields import CodeCombo, CountryEdit, YearEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.size_edit import SizeEdit


class Judgement(LabelledEnum):
    """What was found of one of the six demands on a mark."""

    NOT_JUDGED = "not_judged", N_("Not judged")
    MET = "met", N_("Met")
    NOT_MET = "not_met", N_("Not met")


class MarkDialog(FormDialog):
    """Asks where a mark is, what it says, and how well it meets the six demands."""

    def __init__(
        self, context: UiContext, weapon: WeaponRecord, parent: QWidget | None = None
    ) -> None:
        """Start with a mark that nothing is known of."""
        title = _("Add a mark to {number}").format(number=weapon.number)
        super().__init__(context, title, _("&Record mark"), parent, columns=2)
        self.setObjectName("mark_dialog")
        self.keep_draft("observe_mark", weapon.id)
        self._weapon_id = weapon.id
        self.body.insertWidget(0, identity_line(weapon))
        self.text = QLineEdit()
        self.component = CodeCombo(Component)
        self.occasion = CodeCombo(MarkOccasion)
        self.position = QLineEdit()
        self.method = CodeCombo(MarkMethod)
        self.altered = QCheckBox(_("The mark is &altered or partly removed"))
        self.form.add("text", _("&Text of the mark"), self.text, required=True)
        self.form.add("component", _("&Part of the weapon"), self.component)
        self.form.add("occasion", _("Put on at (&occasion)"), self.occasion)
        self.form.add("position", _("Positio&n"), self.position, hint=_("Such as: left side"))
        self.form.add("method", _("&Method"), self.method)
        self.form.add("altered", _("The mark is &altered or partly removed"), self.altered)
        self.qualities = {quality: CodeCombo(Judgement) for quality in MarkQuality}
        self._add_content()
        self.form.add_wide(self._quality_box(), column=1)
        self.resize(1000, 620)
        self.text.setFocus()

    def _add_content(self) -> None:
        """Add what the mark says, where that can be made out, and its size."""
        self.country = CountryEdit()
        self.year = YearEdit()
        self.maker = QLineEdit()
        self.serial = QLineEdit()
        self.code = QLineEdit()
        self.authority = QLineEdit()
        self.height_edit = SizeEdit()
        self.depth_edit = SizeEdit()
        self.form.add_heading(_("What it says, and its size"))
        add = self.form.add
        add("country", _("&Country"), self.country)
        add("year", _("&Year"), self.year)
        add("maker", _("Ma&ker"), self.maker)
        add("serial", _("&Serial number"), self.serial)
        hint = _("Such as: arrow in triangle")
        add("code", _("Sym&bol or code"), self.code, hint=hint)
        add("authority", _("A&uthority"), self.authority)
        add("height", _("&Height of letters"), self.height_edit)
        add("depth", _("&Depth"), self.depth_edit)

    def _quality_box(self) -> QGroupBox:
        box = QGroupBox(_("Demands on a mark (ITI, paragraph 7)"))
        box.setObjectName("qualities")
        layout = QVBoxLayout(box)
        form = Form()
        for at, (quality, combo) in enumerate(self.qualities.items(), start=1):
            form.add(quality.value, f"&{at}  {_(quality.label)}", combo)
        layout.addWidget(form)
        return box

    @override
    def command(self) -> Callable[[Progress], WeaponChanged]:
        command = ObserveMark(
            weapon_id=self._weapon_id,
            component=self.component.code(Component) or Component.OTHER,
            occasion=self.occasion.code(MarkOccasion) or MarkOccasion.OTHER,
            text=self.text.text(),
            position=self.position.text(),
            method=self.method.code(MarkMethod) or MarkMethod.UNKNOWN,
            met=self._judged(Judgement.MET),
            not_met=self._judged(Judgement.NOT_MET),
            altered=self.altered.isChecked(),
            country=self.country.country(),
            year=self.year.year(),
            maker=self.maker.text(),
            serial=self.serial.text(),
            code=self.code.text(),
            authority=self.authority.text(),
            height=self.height_edit.size_given(),
            depth=self.depth_edit.size_given(),
        )
        observe = self.context.services.weapons.observe_mark
        return lambda _progress: observe(command)

    def _judged(self, judgement: Judgement) -> tuple[MarkQuality, ...]:
        return tuple(
            quality
            for quality, combo in self.qualities.items()
            if combo.code(Judgement) is judgement
        )
