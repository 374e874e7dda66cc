"""What people may type about organisations, and the words of its errors."""

from kalo.network.forms.calls import CallForm
from kalo.network.forms.organisations import OrganisationForm, ProposalForm, StaffForm
from kalo.network.forms.people import (
    AnswerForm,
    ClaimForm,
    EmailForm,
    ImportForm,
    InvitationForm,
    MarksForm,
    MessageForm,
    ReplyForm,
    WhyForm,
)

__all__ = [
    "AnswerForm",
    "CallForm",
    "ClaimForm",
    "EmailForm",
    "ImportForm",
    "InvitationForm",
    "MarksForm",
    "MessageForm",
    "OrganisationForm",
    "ProposalForm",
    "ReplyForm",
    "StaffForm",
    "WhyForm",
]
