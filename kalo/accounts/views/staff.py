"""Administration: groups, settings, and the log of what staff did."""

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts import actions, queries
from kalo.accounts.forms.fields import typed
from kalo.accounts.forms.staff import NewGroupForm, SettingsForm
from kalo.accounts.permissions import may_administer, may_read_staff_log
from kalo.accounts.staff_log import verb_words
from kalo.accounts.views.doors import bp
from kalo.accounts.views.signing import Answer
from kalo.kit.once import once
from kalo.kit.web import go_to, need


@bp.get("/accounts/admin/groups")
def show_all_groups() -> str:
    need(may_administer(g.person))
    return groups_page(NewGroupForm())


def groups_page(form: NewGroupForm) -> str:
    found = queries.groups_with_counts()
    return render_template("accounts/admin/groups.html", groups=found, form=form)


@bp.post("/accounts/admin/groups")
@once
def make_group() -> Answer:
    need(may_administer(g.person))
    form = NewGroupForm()
    valid, wanted = form.validate(), typed(form.owner)
    owner = queries.member_called(wanted) if valid and wanted else None
    if wanted and owner is None:
        form.owner.errors = [_("Nobody here has this name in the address.")]
    if form.errors:
        return groups_page(form), 422
    group = actions.make_group(typed(form.name), typed(form.about), g.person, owner)
    flash(_("The group is there."), "good")
    return go_to("accounts.show_group", slug=group.slug)


@bp.get("/accounts/admin/settings")
def show_settings() -> str:
    need(may_administer(g.person))
    return settings_page(SettingsForm(data=queries.settings()))


def settings_page(form: SettingsForm) -> str:
    return render_template("accounts/admin/settings.html", form=form)


@bp.post("/accounts/admin/settings")
def change_settings() -> Answer | Response:
    need(may_administer(g.person))
    form = SettingsForm()
    if not form.validate():
        return settings_page(form), 422
    values = {key: typed(form[key]) for key in queries.SETTINGS}
    actions.change_settings(values, g.person)
    flash(_("The settings are saved."), "good")
    return go_to("accounts.show_settings")


@bp.get("/accounts/admin/log")
def show_staff_log() -> str:
    need(may_read_staff_log(g.person))
    asked = {name: request.args.get(name, "")[:80] for name in ("person", "verb", "subject")}
    acts = queries.staff_acts(**asked)
    subjects = {word for act in acts.rows for word in (act.subject, act.detail)}
    named = queries.things_named(subjects)
    return render_template(
        "accounts/admin/log.html",
        acts=acts,
        named=named,
        verb_words=verb_words,
        asked=asked,
    )
