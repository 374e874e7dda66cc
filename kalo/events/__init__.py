"""Events: workshops, focus groups, day conferences; who has a seat; calendars to follow."""
