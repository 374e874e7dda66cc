"""What is written down of a request: never a word that opens something."""

import re

import pytest
from flask import Flask

from kalo.kit.logs import safe_path


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/accounts/letters/WzEsImFsbCJd.c2lnbmVk", "/accounts/letters/….c2lnbmVk"),
        ("/moderation/reports/2345-6789-ABCD", "/moderation/reports/…"),
        ("/accounts/link/secret", "/accounts/link/…"),
        ("/events/guest/WzcsIjEyIl0.c2lnbmVk/seat", "/events/guest/…/seat"),
        ("/live/3/guest/WzcsIjEyIl0.c2lnbmVk", "/live/3/guest/…"),
        ("/network/letters/secret", "/network/letters/…"),
        ("/toolbox/shared/secret/export/pdf", "/toolbox/shared/…/export/pdf"),
        ("/forum/t/7-kalimera/", "/forum/t/7-kalimera/"),
    ],
)
def test_what_opens_something_is_left_out(path: str, written: str) -> None:
    assert safe_path(path) == written


def test_no_address_that_is_a_key_is_written_down(app: Flask) -> None:
    keys = [rule.rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
    paths = [re.sub("<[^>]+>", "1", rule.replace("<token>", "s3cr3t")) for rule in keys]
    assert len(paths) > 20
    assert [path for path in paths if "s3cr3t" in safe_path(path)] == []
