"""Cohorts: places held, what was arranged for a person, what was written to them and by them."""

from typing import Any

from kalo.accounts.models import Person
from kalo.learning.models import Allowance, CohortMessage, Completion
from kalo.learning.own_data.doing import said_at
from kalo.learning.queries.allowances import arranged_for
from kalo.learning.queries.cohorts import cohorts_led, held_places
from kalo.learning.queries.messages import messages_by, messages_to
from kalo.learning.queries.story import completions_held


def together(person: Person) -> dict[str, Any]:
    """Of a member, and of whoever leads."""
    return {
        "cohorts": [
            {
                "cohort": place.cohort.name_el,
                "state": place.state,
                "asked_at": said_at(place.asked_at),
                "placed_at": said_at(place.placed_at),
                "gone_at": said_at(place.gone_at),
            }
            for place in held_places(person)
        ],
        "leads": [cohort.name_el for cohort in cohorts_led(person)],
        "finished": [_completion(completion) for completion in completions_held(person)],
        "arranged": [_allowance(allowance) for allowance in arranged_for(person.id)],
        "messages": [_message(message) for message in messages_to(person)],
        "messages_written": [_message(message) for message in messages_by(person)],
    }


def _completion(completion: Completion) -> dict[str, Any]:
    return {
        "thing": completion.thing,
        "at": said_at(completion.earned_at),
        "how": completion.how,
        "reason": completion.reason,
        "taken_back_at": said_at(completion.revoked_at),
    }


def _allowance(allowance: Allowance) -> dict[str, Any]:
    return {
        "block": allowance.block.key if allowance.block else None,
        "more_percent_of_time": allowance.extra_percent,
        "more_days": allowance.extra_days,
        "more_attempts": allowance.extra_attempts,
        "excused": allowance.excused,
        "reason": allowance.reason,
        "at": said_at(allowance.at),
        "taken_back_at": said_at(allowance.undone_at),
    }


def _message(message: CohortMessage) -> dict[str, Any]:
    return {"subject": message.subject, "text": message.text, "at": said_at(message.at)}
