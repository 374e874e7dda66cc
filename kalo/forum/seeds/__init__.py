"""The categories that every installation begins with, and enough sample life for `kalo seed`."""

from kalo.forum.seeds.categories import lay_categories
from kalo.forum.seeds.sample import seed

__all__ = ["lay_categories", "seed"]
