"""Work that comes round: what each tick looks after. A crash loses nothing that stands here."""

from huey import Huey, crontab

from kalo.accounts.actions import forget_expired
from kalo.certificates.jobs import tell_the_ripe
from kalo.events.jobs import (
    forget_unconfirmed,
    lapse_offers,
    sweep_materials,
    tell_what_is_owed,
    write_around_the_day,
)
from kalo.forum.jobs import (
    close_polls,
    count_scores,
    recount,
    render_again,
    ring_timers,
    tell_reminders,
)
from kalo.kit.db import transaction
from kalo.kit.jobs import Round, nudge, slow_job
from kalo.kit.mail import deliver, owed_letters
from kalo.kit.once import forget_old_submissions
from kalo.learning.jobs import check_progress, close_attempts, sweep_works, tell_of_the_day
from kalo.live.jobs import hand_over_stays
from kalo.moderation.jobs import forget, let_suspended_in, weigh_everybody
from kalo.network.jobs import sweep_marks, tell_of_ending_calls
from kalo.notifications.jobs import forget_letter_notes, write_owed_letters
from kalo.search.actions import pay
from kalo.toolbox.jobs import sweep_kept_works, tell_editors, tell_planned_days
from kalo.toolbox.tools import rounds_of_tools
from kalo.writing.jobs import make_owed_cards, sweep_drafts, sweep_uploads


@slow_job
def send_owed_letters() -> None:
    """Nudge every letter that should have gone: a crash may have eaten the first nudge."""
    with transaction():
        for letter_id in owed_letters():
            nudge(deliver, letter_id)


@slow_job
def pay_search() -> None:
    """Index whatever is still owed."""
    pay()


@slow_job
def forget_submissions() -> None:
    """Forget the keys of forms that were sent more than a week ago."""
    with transaction():
        forget_old_submissions()


@slow_job
def forget_tokens() -> None:
    """Forget links and sign-ins that have run out."""
    with transaction():
        forget_expired()


ROUNDS = (
    Round(send_owed_letters),
    Round(pay_search),
    Round(tell_what_is_owed),
    Round(write_around_the_day),
    Round(lapse_offers),
    Round(forget_unconfirmed, minute="37"),
    Round(let_suspended_in, minute="*/5"),
    Round(weigh_everybody, minute="47", hour="3"),
    Round(forget, minute="57", hour="3"),
    Round(forget_submissions, minute="17", hour="4"),
    Round(forget_tokens, minute="27", hour="4"),
    Round(render_again),
    Round(recount, minute="37", hour="4"),
    Round(close_polls),
    Round(ring_timers),
    Round(tell_reminders),
    Round(count_scores, minute="*/10"),
    Round(hand_over_stays, minute="*/5"),
    Round(tell_the_ripe, minute="*/10"),
    Round(write_owed_letters),
    Round(tell_of_the_day, minute="7"),
    Round(tell_planned_days, minute="12"),
    Round(forget_letter_notes, minute="7", hour="4"),
    Round(make_owed_cards),
    Round(sweep_uploads, minute="47", hour="4"),
    Round(sweep_drafts, minute="57", hour="4"),
    Round(close_attempts),
    Round(sweep_works, minute="7", hour="5"),
    Round(sweep_materials, minute="27", hour="5"),
    Round(tell_editors, minute="7", hour="6"),
    Round(sweep_kept_works, minute="47", hour="4"),
    Round(check_progress, minute="17", hour="3"),
    Round(tell_of_ending_calls, minute="27"),
    Round(sweep_marks, minute="37", hour="5"),
    *rounds_of_tools(),
)


def schedule(queue: Huey) -> None:
    """Tell the worker's clock what comes round."""
    for each in ROUNDS:
        name = f"{each.work.__module__}.{each.work.__name__}"

        def go(name: str = name) -> None:
            queue.run_job.call_local(name)

        go.__name__ = f"round_{each.work.__name__}"
        queue.periodic_task(crontab(minute=each.minute, hour=each.hour))(go)
