"""Programs of other people that open our files: LibreOffice, and poppler for PDF."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

LACKING = [each for each in ("soffice", "pdftotext") if shutil.which(each) is None]
needs_readers = pytest.mark.skipif(
    bool(LACKING),
    reason=f"{' and '.join(LACKING)} not installed: `make walks` does it where it may",
)
PATIENCE = 180  # seconds, for all files of one call
FILTERS = {  # of every sheet a file of its own, quoted, in UTF-8, numbers as they are kept
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
    "txt": "txt:Text (encoded):UTF8",
    "pdf": "pdf",
}


class Office:
    """A LibreOffice with a profile of its own, which starts once for many files."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        self.folder = folder

    def converted(self, files: list[Path], kind: str) -> dict[str, list[Path]]:
        """What each file became, by its name without an ending."""
        out = self.folder / kind
        done = subprocess.run(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation=file://{self.profile}",
                "--convert-to",
                FILTERS[kind],
                "--outdir",
                str(out),
                *map(str, files),
            ],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return {file.stem: sorted(out.glob(f"{file.stem}[.-]*{kind}")) for file in files}


def words_of_pdf(file: Path) -> str:
    """The words of a PDF in the order in which they stand in it."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"],
        capture_output=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def rows_of(sheet: Path) -> list[list[str]]:
    """The cells of a sheet that LibreOffice wrote."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
