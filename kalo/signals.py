"""Everything that can happen in the house, in the words of the room where it happens.

Sent inside the transaction, after flush. A receiver may write rows, never call out; what leaves
the machine is a job. Receivers run in no promised order.
"""

from blinker import Namespace

_house = Namespace()

person_joined = _house.signal(
    "person-joined",
    doc="A person has confirmed an e-mail address and is a member now. Sender: the `Person`.",
)
person_left = _house.signal(
    "person-left",
    doc="A person asked to be erased: each room lets go of what is personal. Sender: the `Person`.",
)
topic_opened = _house.signal(
    "topic-opened",
    doc="A topic with its first post now stands. Sender: the `Topic`, flushed, author loaded.",
)
reply_posted = _house.signal(
    "reply-posted",
    doc="A reply now stands in a topic. Sender: the `Post`, flushed, topic and author loaded.",
)
lesson_done = _house.signal(
    "lesson-done",
    doc="A learner finished a lesson for the first time. Sender: the `LessonProgress`, flushed.",
)
seat_taken = _house.signal(
    "seat-taken",
    doc="A person has a seat at an event. Sender: the `Registration`, event and person loaded.",
)
seat_given_up = _house.signal(
    "seat-given-up",
    doc="A person gave a seat back. Sender: the `Registration`, event and person loaded.",
)
event_changed = _house.signal(
    "event-changed",
    doc="An event was published, moved, renamed or cancelled. Sender: the `Event`, flushed.",
)
thing_changed = _house.signal(
    "thing-changed",
    doc="A thing that search finds was made, changed or removed. Sender: its subject, `kind:id`.",
)
