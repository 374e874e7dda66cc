"""Whether a paper is what it claims to be, asked of a validator that had no part in printing it."""

import page


def faults_of(paper: bytes) -> list[str]:
    """What an outside validator finds against the profile that the paper claims: PDF/UA-1."""
    found = page.validate_pdf_bytes(paper)
    assert found.profile is page.ValidationProfile.PDF_UA_1
    return [f"{fault.rule_id}: {fault.message}" for fault in found.failures]
