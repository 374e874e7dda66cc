"""What learning holds of a person, for their own copy."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.learning.own_data.doing import doing, kept
from kalo.learning.own_data.together import together
from kalo.learning.own_data.works import works


@gives_own_data("learning")
def collect(person: Person) -> dict[str, Any]:
    """All of it, as the person's own copy."""
    return {**doing(person), **kept(person), **works(person), **together(person)}
