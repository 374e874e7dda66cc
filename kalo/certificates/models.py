"""What was certified, to whom and on what grounds, as it stood when it was issued."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model
from kalo.kit.indexes import partial_index

STAFF, HOLDER, GROUND = "staff", "holder", "ground"  # who or what revoked it
PROGRAMME, MODULE, ATTENDANCE = "programme", "module", "attendance"
_STANDING = text("revoked_at IS NULL AND person_id IS NOT NULL")


class Certificate(Model):
    """What a person has earned: the same paper in Greek and in English.

    `facts` holds, by language, the eleven elements of an EU micro-credential (Council
    Recommendation 2022/C 243/02, annex I) and what else the paper says; frozen when issued, so a
    programme that changes later does not change a paper. `code` is what the QR and the public
    page go by.
    """

    __tablename__ = "certificates_certificate"
    __table_args__ = (
        partial_index(
            "uq_certificates_certificate_standing",
            "person_id",
            "subject",
            unique=True,
            where=_STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))  # as the person wants it on paper
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(40), index=True)
    facts: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    earned_on: Mapped[date]
    issued_at: Mapped[datetime]
    sample: Mapped[bool] = mapped_column(default=False)
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    revoked_how: Mapped[str] = mapped_column(String(12), default="")
    revoked_why: Mapped[str] = mapped_column(String(400), default="")

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")

    @property
    def stands(self) -> bool:
        """True until it is revoked."""
        return self.revoked_at is None

    @property
    def settles(self) -> bool:
        """Whether its holder makes no other for the same: it stands, or staff revoked it."""
        return self.stands or self.revoked_how == STAFF

    @property
    def gone(self) -> bool:
        """True once its holder was erased: the name is no longer kept."""
        return self.person_id is None

    @property
    def path(self) -> str:
        """The page that verifies it, without a language prefix."""
        return f"/certificates/{self.code}/"

    def says(self, language: str) -> dict[str, Any]:
        """What it says in a language."""
        return self.facts.get(language) or self.facts["el"]
