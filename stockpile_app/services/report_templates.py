"""Templates of national reports: which questions are in force, and how they are changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.facts import ReportTemplateAdopted
from stockpile_app.domain.national_report_figures import usable_template
from stockpile_app.domain.national_report_template import ReportTemplate, parse_template
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.exchange.yaml_file import read_yaml, yaml_text
from stockpile_app.persistence import reference_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import write_atomically
from stockpile_app.reference.report_templates import shipped_template
from stockpile_app.services.desk import Desk

_LONGEST_REASON: Final = 500
_CHANGED_MEANWHILE: Final = N_(
    "Version {version} of the report template came into force while you edited. Open that version"
    " and make your changes in it."
)


@dataclass(frozen=True, slots=True)
class TemplateSaved:
    """Result of putting a version in force."""

    version: int
    changes: ChangeSet


class ReportTemplates:
    """What is done with the questions of national reports."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def in_force(self) -> ReportTemplate:
        """Return the template in force, shipped or the register's own.

        Raises:
            NotAllowed: The user may neither make national reports nor change their templates.
        """
        if not self._desk.may(Permission.REPORT_TEMPLATES):
            self._desk.require(Permission.REPORT)
        with self._desk.store.read() as connection:
            return template_in_force(connection)

    def adopt(self, content: ReportTemplate, based_on: int, reason: str) -> TemplateSaved:
        """Put a further version in force; frozen reports keep the one they were made with.

        Args:
            based_on: The version that was edited.

        Raises:
            BadValue: No reason is given, nothing was changed, or the template cannot be used.
            NotAllowed: The user may not change it.
            NotAllowedNow: Another version came into force meanwhile.
        """
        self._desk.require(Permission.REPORT_TEMPLATES)
        reason = check_text(reason, "reason", _LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the template is changed."), "reason")
        content = usable_template(msgspec.to_builtins(content))
        with self._desk.store.write() as uow:
            now = template_in_force(uow.connection)
            if now.version != based_on:
                raise NotAllowedNow(_CHANGED_MEANWHILE, version=now.version)
            if msgspec.structs.replace(content, version=now.version) == now:
                raise BadValue(N_("Nothing was changed in the template."))
            content = msgspec.structs.replace(content, version=now.version + 1)
            uow.record(
                ReportTemplateAdopted(
                    template=content.id,
                    version=content.version,
                    content=template_text(content),
                    reason=reason,
                )
            )
            return TemplateSaved(content.version, uow.commit())

    def read_file(self, file: Path) -> ReportTemplate:
        """Return the template in a YAML file, to be looked at and adopted; nothing is recorded.

        Raises:
            BadFile: The file cannot be read, or is no template; says what is wrong.
        """
        self._desk.require(Permission.REPORT_TEMPLATES)
        return read_yaml(file, usable_template)

    def write_file(self, file: Path) -> None:
        """Write the template in force to a file that ``read_file`` reads.

        Raises:
            StorageFailed: The file cannot be written.
        """
        text = yaml_text(msgspec.to_builtins(self.in_force()))
        write_atomically(file, text.encode())


def template_in_force(connection: Connection) -> ReportTemplate:
    """Return the template in force, shipped or the register's own."""
    row = reference_index.latest(connection, reference_index.REPORT_TEMPLATE)
    return shipped_template() if row is None else parsed_template(row.content)


def template_text(template: ReportTemplate) -> str:
    """Return a template as the ledger keeps it."""
    return msgspec.json.encode(template, order="deterministic").decode()


@lru_cache(maxsize=16)
def parsed_template(content: str) -> ReportTemplate:
    """Return the template that ``template_text`` wrote.

    Raises:
        RegisterDamaged: It cannot be read.
    """
    damaged = N_("The report template in this register is damaged. Verify the register.")
    return reference_index.parsed(content, parse_template, damaged)
