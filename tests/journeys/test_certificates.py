"""From what was earned to a stranger who checks it: with the real server, on a phone."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.journeys.conftest import sign_in
from tests.services import Platform

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("certificates")]
AIDA = "Ἀΐδα Ξανθοπούλου-Φραγκουλίδη"


def memory_of_web(platform: Platform) -> int:
    """Kilobytes that the web server and what it started hold now."""
    assert platform.web
    mine = {platform.web.pid}
    status = [path.read_text() for path in Path("/proc").glob("[0-9]*/status")]
    for words in status:
        facts = dict(line.split(":\t", 1) for line in words.splitlines() if ":\t" in line)
        if int(facts["PPid"]) in mine:
            mine.add(int(facts["Pid"]))
    return sum(
        int(line.split()[1])
        for pid in mine
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )


@pytest.mark.long
def test_a_certificate_is_issued_printed_and_checked(
    open_page: Callable[..., Page], platform: Platform
) -> None:
    page = open_page()
    sign_in(page, "nikos")
    page.goto("/certificates/")
    page.get_by_role("link", name="Πάρε τη βεβαίωση").first.click()
    page.get_by_label("Όνομα στη βεβαίωση").fill(AIDA)
    page.get_by_role("button", name="Έκδοση της βεβαίωσης").click()
    page.wait_for_url(re.compile(r"/certificates/[A-Z0-9-]{14}/$"))
    code = page.locator(".code").inner_text()
    before = memory_of_web(platform)
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF στα ελληνικά").click()
    printed = PdfReader(io.BytesIO(started.value.path().read_bytes()))
    assert AIDA in printed.pages[0].extract_text()
    address = f"{platform.url}/en/certificates/{code}.pdf"
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    with ThreadPoolExecutor(6) as at_once:
        codes = list(at_once.map(lambda _n: _asked(address, cookies), range(6)))
    assert codes == [200] * 6
    assert memory_of_web(platform) - before < 15_000
    stranger = open_page()
    stranger.goto("/certificates/check")
    stranger.get_by_label("Κωδικός της βεβαίωσης").fill(code.lower().replace("-", ""))
    stranger.get_by_role("button", name="Έλεγξέ την").click()
    stranger.wait_for_url(f"**/certificates/{code}/")
    assert stranger.get_by_text("Αυτό είναι δείγμα, όχι βεβαίωση").is_visible()
    assert stranger.locator(".certificate .name").inner_text() == AIDA


def _asked(address: str, cookies: dict[str, str]) -> int:
    import requests

    return requests.get(address, cookies=cookies, timeout=60).status_code
