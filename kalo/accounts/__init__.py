"""People: who is here, how they sign in, and what they are trusted with."""
