"""Certificates: what a person has earned, on paper, and the page that verifies any of them."""
