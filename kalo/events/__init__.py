"""Events: workshops, focus groups and day conferences; who has a seat; calendars to subscribe to."""
