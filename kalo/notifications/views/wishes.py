"""How I want to be told."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.web import go_to, need
from kalo.notifications import actions, queries
from kalo.notifications.forms import WishesForm, chosen_ways, form_for, in_groups
from kalo.notifications.models import REFUSED_OFTEN, Preference
from kalo.notifications.permissions import may_read_news
from kalo.notifications.views.news import Answer, bp


@bp.get("/accounts/preferences/news")
def show_wishes() -> str:
    need(may_read_news(g.person))
    wishes = queries.wishes_of(g.person)
    return _page(form_for(g.person, wishes), wishes)


def _page(form: WishesForm, wishes: Preference) -> str:
    refused = wishes.refusals >= REFUSED_OFTEN and wishes.refused_address == g.person.email
    about = {"form": form, "groups": in_groups(form), "refused": refused}
    return render_template("notifications/wishes.html", **about)


@bp.post("/accounts/preferences/news")
def save_wishes() -> Answer:
    need(may_read_news(g.person))
    wishes = queries.wishes_of(g.person)
    form = form_for(g.person, wishes)
    if not form.validate():
        return _page(form, wishes), 422
    actions.save_wishes(g.person, form.letters.data, chosen_ways(form), **form.hours())
    flash(_("Your preferences are saved."), "good")
    return go_to("notifications.show_wishes")


@bp.post("/accounts/preferences/news/address")
def try_address_again() -> Response:
    """The person says that their address takes letters after all."""
    need(may_read_news(g.person))
    actions.try_address_again(g.person)
    flash(_("Letters come to your address again."), "good")
    return go_to("notifications.show_wishes")
