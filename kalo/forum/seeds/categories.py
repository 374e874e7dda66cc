"""The first categories of the forum; whoever arranges it may change them all."""

from typing import Any

from kalo.forum.models import Category
from kalo.kit.db import upsert
from kalo.kit.versions import bump

CATEGORIES: tuple[dict[str, Any], ...] = (
    {
        "slug": "idrysi-koinsep",
        "title_el": "Ίδρυση ΚοινΣΕπ",
        "title_en": "Founding a social cooperative",
        "about_el": "Από την ιδέα ως το Γενικό Μητρώο: καταστατικό, μέλη, πρώτα βήματα.",
        "about_en": "From the idea to the General Register: statutes, members, first steps.",
        "asks": True,
    },
    {
        "slug": "chrimatodotisi",
        "title_el": "Χρηματοδότηση",
        "title_en": "Funding",
        "about_el": "Πού βρίσκονται πόροι, τι ζητούν, τι δούλεψε σε άλλους.",
        "about_en": "Where means are found, what they ask for, what worked for others.",
    },
    {
        "slug": "synergasies",
        "title_el": "Συνεργασίες και δίκτυα",
        "title_en": "Cooperation and networks",
        "about_el": "Ποιος ψάχνει ποιον: κοινές δράσεις, ενώσεις, δίκτυα.",
        "about_en": "Who looks for whom: joint actions, unions, networks.",
    },
    {
        "slug": "dimoi-kai-symvaseis",
        "title_el": "Δήμοι και συμβάσεις",
        "title_en": "Municipalities and contracts",
        "about_el": "Κοινωνικές ρήτρες, δημόσιες συμβάσεις, κουβέντα με τον δήμο.",
        "about_en": "Social clauses, public procurement, talking with the municipality.",
    },
    {
        "slug": "koinonikos-antiktypos",
        "title_el": "Κοινωνικός αντίκτυπος",
        "title_en": "Social impact",
        "about_el": "Τι άλλαξε και πώς το ξέρουμε: δείκτες, μετρήσεις, ιστορίες.",
        "about_en": "What changed and how we know: indicators, measurements, stories.",
    },
    {
        "slug": "mathisi",
        "title_el": "Μάθηση και εκπαίδευση",
        "title_en": "Learning and training",
        "about_el": "Απορίες από τα μαθήματα και τα εργαστήρια, κοινό διάβασμα.",
        "about_en": "Questions from lessons and workshops, reading together.",
    },
    {
        "slug": "gia-tin-platforma",
        "title_el": "Για την πλατφόρμα",
        "title_en": "About the platform",
        "about_el": "Νέα, βοήθεια και ιδέες για το e-ΚΑΛΟ.",
        "about_en": "News, help and ideas about e-ΚΑΛΟ.",
    },
    {
        "slug": "kafeneio-melon",
        "title_el": "Καφενείο μελών",
        "title_en": "Members' café",
        "about_el": "Κουβέντα για όλα τα άλλα. Το βλέπουν μόνο τα μέλη.",
        "about_en": "Talk about everything else. Only members see it.",
        "see": "members",
    },
)


def lay_categories() -> None:
    """Stand the categories that are not there yet; what somebody changed stays changed."""
    counters = {"topics_count": 0, "posts_count": 0, "see": "everyone", "asks": False}
    rows = [{**counters, **row, "position": n} for n, row in enumerate(CATEGORIES)]
    upsert(Category, rows, key=("slug",))
    bump("categories", "forum")
