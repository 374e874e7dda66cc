"""What is written down of a request: never a word that opens something."""

import pytest

from kalo.kit.logs import safe_path


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/accounts/letters/WzEsImFsbCJd.c2lnbmVk", "/accounts/letters/….c2lnbmVk"),
        ("/moderation/reports/2345-6789-ABCD", "/moderation/reports/…"),
        ("/accounts/link/secret", "/accounts/link/…"),
        ("/events/guest/WzcsIjEyIl0.c2lnbmVk/seat", "/events/guest/…/seat"),
        ("/live/3/guest/WzcsIjEyIl0.c2lnbmVk", "/live/3/guest/…"),
        ("/forum/t/7-kalimera/", "/forum/t/7-kalimera/"),
    ],
)
def test_what_opens_something_is_left_out(path: str, written: str) -> None:
    assert safe_path(path) == written
