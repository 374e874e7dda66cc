"""The verbs of accounts."""

from kalo.accounts.actions.access import (
    ask_new_email,
    ask_new_password,
    ask_sign_in_link,
    confirm_email,
    end_sign_in,
    keep_fresh_hash,
    reset_password,
    set_password,
    use_sign_in_link,
    withdraw_new_email,
)
from kalo.accounts.actions.groups import (
    change_group,
    let_in,
    make_group,
    set_owner,
    take_out,
)
from kalo.accounts.actions.joining import ask_to_join, join, make_person, write_to_newcomer
from kalo.accounts.actions.leaving import ask_to_leave, erase, forget_expired, leave_by_link
from kalo.accounts.actions.profile import save_preferences, save_profile
from kalo.accounts.actions.staff import (
    change_settings,
    end_suspensions,
    give_roles,
    silence,
    suspend,
    take_back_silence,
    take_back_suspension,
)

__all__ = [
    "ask_new_email",
    "ask_new_password",
    "ask_sign_in_link",
    "ask_to_join",
    "ask_to_leave",
    "change_group",
    "change_settings",
    "confirm_email",
    "end_sign_in",
    "end_suspensions",
    "erase",
    "forget_expired",
    "give_roles",
    "join",
    "keep_fresh_hash",
    "leave_by_link",
    "let_in",
    "make_group",
    "make_person",
    "reset_password",
    "save_preferences",
    "save_profile",
    "set_owner",
    "set_password",
    "silence",
    "suspend",
    "take_back_silence",
    "take_back_suspension",
    "take_out",
    "use_sign_in_link",
    "withdraw_new_email",
    "write_to_newcomer",
]
