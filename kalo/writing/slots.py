"""What writing shows on the pages of others: the way to one's own drafts."""

from flask import render_template, url_for

from kalo.kit.slots import fills


@fills("account-pages", order=20)
def my_drafts(**_more: object) -> str:
    """The way to one's own drafts."""
    return render_template("writing/_account_page.html", url=url_for("writing.list_drafts"))
