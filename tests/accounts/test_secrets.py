"""Tokens stay out of what is written down."""

import pytest
from flask import Flask

from kalo.accounts.models import Token
from kalo.kit.db import db
from kalo.kit.logs import safe_path
from tests.factories.accounts import letters_to, link_in


def test_no_address_with_a_token_is_logged_whole(app: Flask):
    doors = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("accounts.")]
    secret = [rule for rule in doors if "token" in rule.arguments]
    side = {"side": "old"}
    paths = [rule.build({"token": "S3cret-token", **side})[1] for rule in secret]

    assert len(paths) == 10
    assert [path for path in paths if "S3cret" in safe_path(path)] == []


@pytest.mark.parametrize("door", ["/accounts/sign-in/link", "/accounts/reset"])
def test_the_database_keeps_no_token_that_opens_a_door(client, ada, door):
    client.post(door, data={"email": ada.email})
    token = link_in(letters_to(ada.email)[0]).rpartition("/")[2]

    [kept] = db.session.scalars(db.select(Token))
    assert len(kept.token_hash) == 64
    assert token not in vars(kept).values()
