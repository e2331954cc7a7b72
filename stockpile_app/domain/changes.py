"""What an act changed, so that open views drop what they cached of it and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The subjects of the entries that one transaction appended.

    Attributes:
        weapons: Ids of the weapons, unless ``many``.
        many: More weapons than are worth naming: drop everything.
        places, users, batches, people, movements, stocktakes, security, keys, incidents,
            marking, disposal, compartments, collections, tracing, contacts, reports, staff, needs,
            lessons: Whether any of these changed; ``security`` are checks, their lists and their
            findings, ``marking`` profiles, jobs and parts, ``disposal`` orders, ``compartments``
            who holds their keys.
        head: Sequence number of the last entry.
    """

    weapons: frozenset[int] = frozenset()
    many: bool = False
    places: bool = False
    users: bool = False
    batches: bool = False
    people: bool = False
    movements: bool = False
    stocktakes: bool = False
    security: bool = False
    keys: bool = False
    incidents: bool = False
    marking: bool = False
    disposal: bool = False
    compartments: bool = False
    collections: bool = False
    tracing: bool = False
    contacts: bool = False
    reports: bool = False
    staff: bool = False
    needs: bool = False
    lessons: bool = False
    head: int = 0

    def touches(self, weapon: int) -> bool:
        """Whether what is cached of ``weapon`` is stale."""
        return self.many or weapon in self.weapons

    def __or__(self, other: Self) -> ChangeSet:
        """Return both changes as one."""
        return ChangeSet(
            weapons=self.weapons | other.weapons,
            many=self.many or other.many,
            places=self.places or other.places,
            users=self.users or other.users,
            batches=self.batches or other.batches,
            people=self.people or other.people,
            movements=self.movements or other.movements,
            stocktakes=self.stocktakes or other.stocktakes,
            security=self.security or other.security,
            keys=self.keys or other.keys,
            incidents=self.incidents or other.incidents,
            marking=self.marking or other.marking,
            disposal=self.disposal or other.disposal,
            compartments=self.compartments or other.compartments,
            collections=self.collections or other.collections,
            tracing=self.tracing or other.tracing,
            contacts=self.contacts or other.contacts,
            reports=self.reports or other.reports,
            staff=self.staff or other.staff,
            needs=self.needs or other.needs,
            lessons=self.lessons or other.lessons,
            head=max(self.head, other.head),
        )
