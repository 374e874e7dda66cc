"""The two screenshots of the README, taken of the real thing with its sample community."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.services import Platform

IMAGES = Path("docs/images")


def main() -> None:
    """Start the platform on a fresh data folder, sign nobody in, take light and dark."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        platform = Platform(Path(folder))
        platform.kalo("migrate")
        platform.kalo("seed")
        platform.start()
        try:
            take(platform.url)
        finally:
            platform.stop()


def take(url: str) -> None:
    """Both pictures of the front page."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            size = {"width": 1280, "height": 860}
            page = browser.new_context(viewport=size, color_scheme=scheme).new_page()  # type: ignore[arg-type]
            page.goto(url, wait_until="networkidle")
            page.screenshot(path=IMAGES / f"home-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
