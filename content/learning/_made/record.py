"""Record the silent film of sse-basics/what-is-sse anew: python content/learning/_made/record.py

Wants Chromium and ffmpeg. Every picture is a screenshot of the real pages with sample people.
Prints at which second each scene begins: the captions (how-it-works.el.vtt, .en.vtt) follow that.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from tests.services import Platform  # noqa: E402

LESSON = Path(__file__).parents[1] / "sse-basics" / "what-is-sse"
ASIDE = (815.0, 430.0)  # where the hand rests, beside the words
SIZE = {"width": 854, "height": 480}
WHO = "iosif"  # one lesson done, the second one open
STEP = 0.1  # seconds of a picture while something moves
HAND = """
(at) => {
  let hand = document.getElementById("film-hand");
  if (!hand) {
    hand = document.createElement("div");
    hand.id = "film-hand";
    Object.assign(hand.style, {
      position: "fixed", width: "26px", height: "26px", borderRadius: "50%", zIndex: 99999,
      background: "rgba(200, 70, 20, .55)", border: "3px solid white", pointerEvents: "none",
      boxShadow: "0 0 0 2px rgba(0, 0, 0, .35)", transform: "translate(-50%, -50%)",
    });
    document.documentElement.append(hand);
  }
  Object.assign(hand.style, { left: at[0] + "px", top: at[1] + "px",
    width: (at[2] ? 18 : 26) + "px", height: (at[2] ? 18 : 26) + "px" });
}
"""


class Film:
    """Pictures and how long each is seen."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.frames: list[tuple[Path, float]] = []
        self.hand = ASIDE

    @property
    def now(self) -> float:
        return sum(seconds for _path, seconds in self.frames)

    def scene(self, name: str) -> None:
        print(f"{self.now:6.1f}  {name}")

    def show(self, seconds: float, pressed: bool = False) -> None:
        """The page as it is now."""
        self.page.evaluate(HAND, [*self.hand, pressed])
        path = self.folder / f"{len(self.frames):04}.png"
        self.page.screenshot(path=path, animations="disabled")
        self.frames.append((path, seconds))

    def move(self, x: float, y: float, steps: int = 8) -> None:
        a, b = self.hand
        for n in range(1, steps + 1):
            part = 1 - (1 - n / steps) ** 2
            self.hand = a + (x - a) * part, b + (y - b) * part
            self.show(STEP)

    def scroll(self, to: float, steps: int = 14) -> None:
        """Slowly to a place of the page."""
        start = self.page.evaluate("scrollY")
        for n in range(1, steps + 1):
            part = n / steps
            part = part * part * (3 - 2 * part)
            top = start + (to - start) * part
            self.page.evaluate("top => scrollTo({ top, behavior: 'instant' })", top)
            self.show(STEP)

    def scroll_to(self, what: str, above: int = 110, steps: int = 14) -> None:
        box = self.page.locator(what).first.bounding_box()
        assert box, what
        self.scroll(self.page.evaluate("scrollY") + box["y"] - above, steps)

    def press(self, what: str, wait: str = "networkidle") -> None:
        """Go to something and press it."""
        target = self.page.locator(what).first
        box = target.bounding_box()
        assert box, what
        self.move(box["x"] + min(box["width"] / 2, 120), box["y"] + box["height"] / 2)
        self.show(0.3)
        self.show(0.25, pressed=True)
        target.click()
        self.page.wait_for_load_state(wait)
        self.page.wait_for_timeout(300)
        self.hand = ASIDE


@contextmanager
def platform() -> Iterator[Platform]:
    """The platform on a fresh data folder."""
    with tempfile.TemporaryDirectory() as folder:
        running = Platform(Path(folder))
        running.kalo("migrate")
        running.kalo("seed")
        running.start()
        try:
            yield running
        finally:
            running.stop()


def play(film: Film, url: str) -> None:
    """What happens in it."""
    page = film.page
    page.goto(f"{url}/learning/sse-basics/", wait_until="networkidle")
    film.scene("the programme")
    film.show(3.0)
    film.scroll_to("#following", above=90)
    film.show(2.5)
    film.scene("where one left off")
    film.press("#following a.button")
    film.show(3.0)
    film.scene("a word")
    film.scroll_to("a.term", above=200)
    film.press("a.term >> nth=2")
    film.show(4.0)
    if "/glossary" in page.url:
        page.go_back(wait_until="networkidle")
    else:
        page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    film.scene("the question")
    film.scroll_to("#check", above=80, steps=24)
    film.show(1.2)
    film.press("#check label:has(input[value='c'])", wait="load")
    film.show(0.8)
    film.press("#check .actions button")
    page.wait_for_timeout(600)
    film.show(0.3)
    film.scroll_to("#check .saved", above=300)
    film.show(4.0)
    film.scene("finished")
    film.scroll_to("#finish", above=150)
    film.show(1.5)
    film.press("#finish button:not(.quiet)")
    film.show(3.5)
    film.scene("the path")
    page.goto(f"{url}/learning/sse-basics/", wait_until="networkidle")
    film.show(3.5)


def bind(film: Film, folder: Path) -> None:
    """The pictures become films that every browser plays, and one picture to begin with."""
    cuts = folder / "cuts.txt"
    lines = [f"file '{path}'\nduration {seconds}\n" for path, seconds in film.frames]
    cuts.write_text("".join([*lines, f"file '{film.frames[-1][0]}'\n"]))
    pictures = ["-f", "concat", "-safe", "0", "-i", str(cuts), "-an", "-map_metadata", "-1"]
    run = ["ffmpeg", "-v", "error", "-y", *pictures, "-vf", "fps=10,format=yuv420p"]
    vp9 = ["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "38", "-row-mt", "1", "-g", "100"]
    subprocess.run([*run, *vp9, str(LESSON / "how-it-works.webm")], check=True)
    h264 = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "29", "-tune", "animation"]
    fast = ["-movflags", "+faststart", str(LESSON / "how-it-works.mp4")]
    subprocess.run([*run, *h264, *fast], check=True)
    first = ["ffmpeg", "-v", "error", "-y", "-i", str(film.frames[0][0])]
    small = ["-vf", "scale=480:-2", "-quality", "40"]
    subprocess.run([*first, *small, str(LESSON / "how-it-works.webp")], check=True)


def main() -> None:
    """Start the platform, walk, take pictures, bind them."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with platform() as running, sync_playwright() as playwright, tempfile.TemporaryDirectory() as f:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context(viewport=SIZE, color_scheme="light", locale="el-GR")
        page = context.new_page()
        page.goto(f"{running.url}/accounts/sign-in")
        page.fill("[name=email]", f"{WHO}@example.org")
        page.fill("[name=password]", "dokimi-dokimi")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        film = Film(page, Path(f))
        play(film, running.url)
        print(f"{film.now:6.1f}  the end")
        bind(film, Path(f))
        browser.close()


if __name__ == "__main__":
    main()
