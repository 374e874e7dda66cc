"""Prints one paper and ends: run as a program of its own by `kit/papers.py`, never imported.

What typst takes in memory goes with this process, and if it breaks the web server does not.
"""

import json
import os
import resource
import sys
from typing import Any

LETTERS = 3  # the exit code for: some letter has no shape in our fonts
MEMORY = 1 << 30
SECONDS = 20
HOW: dict[str, dict[str, Any]] = {
    "pdf": {"pdf_standards": ["ua-1"]},
    "png": {"format": "png", "ppi": 200},
}


def main() -> int:
    """What to print comes as JSON on the standard input; the PDF (or picture) goes out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.nice(5)
    os.putenv("RAYON_NUM_THREADS", "1")
    import typst

    work = json.load(sys.stdin)
    try:
        printed: Any = typst.compile(
            work["template"],
            root=work["root"],
            font_paths=[work["fonts"]],
            ignore_system_fonts=True,
            sys_inputs={"facts": work["facts"], "language": work["language"]},
            timestamp=work["at"],
            **HOW[work["kind"]],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic)
        return LETTERS if "could not be displayed" in error.diagnostic else 1
    sys.stdout.buffer.write(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
