"""The doors around a work: links, groups, comments, the bin."""

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.toolbox.actions import comments, links
from kalo.toolbox.actions import works as actions
from kalo.toolbox.forms.works import CommentForm, GroupForm, LinkForm
from kalo.toolbox.permissions import may_comment, may_delete_comment, may_manage
from kalo.toolbox.planned import MARK
from kalo.toolbox.queries import works as queries
from kalo.toolbox.views.drawing import sheet_of
from kalo.toolbox.views.places import Place, author, find, making, saving, work_door
from kalo.toolbox.views.rooms import bp
from kalo.toolbox.views.works import work_page

Answer = str | Response | tuple[str, int]
LINK = "<int(max=2147483647):link_id>"
COMMENT = "<int(max=2147483647):comment_id>"


@work_door("/links", methods=["POST"])
@making
@once
def link_work(**at: Any) -> Answer:
    """A new secret address; it is shown once, on the page that answers."""
    place = _managed(at)
    form = LinkForm()
    if not form.validate():
        return _again(place, linking=form)
    try:
        secret = links.make_link(_work(place), form.can.data, form.label.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _again(place, linking=form)
    made = url_for(".show_work", token=secret, _external=True)
    return work_page(sheet_of(place, _work(place).answers), 200, made_link=made)


@work_door(f"/links/{LINK}/end", methods=["POST"])
@saving
@once
def unlink_work(link_id: int, **at: Any) -> Answer:
    """End a link: whoever has it sees nothing any more."""
    place = _managed(at)
    links.end_link(queries.get_link(_work(place), link_id))
    flash(_("The link opens nothing any more."), "good")
    return _back(place, "sharing")


@work_door("/group", methods=["POST"])
@saving
@once
def group_work(**at: Any) -> Answer:
    """Let one of one's groups work on it, or no longer."""
    place = _managed(at)
    work, form = _work(place), GroupForm()
    form.offer([(group.id, group.name) for group in queries.groups_to_share(work, g.person)])
    if not form.validate():
        return _again(place, grouping=form)
    actions.share_with_group(work, form.group.data or None, form.can.data)
    return _back(place, "sharing")


@work_door("/comments", methods=["POST"])
@making
@once
def comment_work(**at: Any) -> Answer:
    """Say something beside it."""
    place = find(**at)
    need(may_comment(g.person, place.right))
    form = CommentForm()
    form.offer([(n, f.label) for n, f in place.tool.fields.items() if n != MARK])
    if not form.validate():
        return _again(place, commenting=form)
    try:
        comments.say(_work(place), form.body.data or "", form.field.data or "", author("name"))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _again(place, commenting=form)
    return _back(place, "comments")


@work_door(f"/comments/{COMMENT}/settlement", methods=["POST"])
@saving
@once
def settle_work(comment_id: int, **at: Any) -> Answer:
    """Note that what a comment asks for is done, or that it is open again."""
    place = find(**at)
    need(may_comment(g.person, place.right))
    comment = queries.get_comment(_work(place), comment_id)
    comments.settle(comment, "open" not in request.form)
    return _back(place, "comments")


@work_door(f"/comments/{COMMENT}/removal", methods=["POST"])
@saving
@once
def uncomment_work(comment_id: int, **at: Any) -> Answer:
    """Take a comment away."""
    place = find(**at)
    comment = queries.get_comment(_work(place), comment_id)
    need(may_delete_comment(g.person, place.right, comment.person_id))
    comments.remove(comment)
    return _back(place, "comments")


@work_door("/bin", methods=["POST"])
@saving
@once
def bin_work(**at: Any) -> Answer:
    """Throw it away; a member can take it up again for a month, a guest cannot."""
    place = _managed(at)
    work = _work(place)
    if g.person is None:
        actions.erase(work)
        flash(_("The work is gone for good."), "good")
        return go_to(".show_room")
    actions.throw_away(work, g.person)
    flash(_("Thrown away. For a month you can take it up again below."), "good")
    return go_to(".show_works")


@bp.post("/works/<int(max=2147483647):work_id>/bin/undo")
@saving
@once
def unbin_work(work_id: int) -> Answer:
    """Take up again what was thrown away."""
    work = queries.get_thrown_away(work_id, g.person)
    need(g.person is not None and work.owner_id == g.person.id)
    actions.take_up(work)
    return go_to(".show_work", work_id=work.id)


@bp.post("/works/<int(max=2147483647):work_id>/erasure")
@saving
@once
def erase_work(work_id: int) -> Answer:
    """Away for good, with its versions and comments."""
    work = queries.get_thrown_away(work_id, g.person)
    need(g.person is not None and work.owner_id == g.person.id)
    actions.erase(work)
    flash(_("The work is gone for good."), "good")
    return go_to(".show_works")


@work_door(
    "/<any(drawn, result, copy, name, owner, links, group, comments, bin):door>", methods=["GET"]
)
def lead_to_work(door: str, **at: Any) -> Answer:
    """Forms were sent to these; opened again, they lead to the work."""
    return redirect(find(**at).url("show"), 303)


def _managed(at: dict[str, Any]) -> Place:
    place = find(**at)
    need(may_manage(place.right))
    return place


def _work(place: Place) -> Any:
    return place.work


def _again(place: Place, **forms: Any) -> Answer:
    """The work's page with a form that was refused."""
    return work_page(sheet_of(place, _work(place).answers), 422, **forms)


def _back(place: Place, anchor: str) -> Response:
    return redirect(place.url("show", _anchor=anchor), 303)
