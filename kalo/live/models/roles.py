"""What somebody is in a room."""

FACILITATOR, CO_FACILITATOR = "facilitator", "co-facilitator"
NOTE_TAKER, SPEAKER = "note-taker", "speaker"
PARTICIPANT, OBSERVER = "participant", "observer"

ROLES = (FACILITATOR, CO_FACILITATOR, NOTE_TAKER, SPEAKER, PARTICIPANT, OBSERVER)
LEADS = frozenset({FACILITATOR, CO_FACILITATOR})
TEAM = LEADS | {NOTE_TAKER}  # who may read what is for the team alone
TALKING = TEAM | {SPEAKER, PARTICIPANT}
EVERYBODY = frozenset(ROLES)
# What leads give others in the room; who facilitates, the event says.
GIVEN = (CO_FACILITATOR, NOTE_TAKER, SPEAKER, PARTICIPANT, OBSERVER)
