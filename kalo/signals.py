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
address_changed = _house.signal(
    "address-changed",
    doc="A member has another address, and confirmed both. Sender: the `Person`; before: the old.",
)
person_left = _house.signal(
    "person-left",
    doc="A person asked to be erased: each room lets go of what is personal. Sender: the `Person`.",
)
person_visited = _house.signal(
    "person-visited",
    doc="A member was here, on a day on which this device was not yet. Sender: the person's id.",
)
topic_opened = _house.signal(
    "topic-opened",
    doc="A topic with its first post now stands. Sender: the `Topic`, flushed, author loaded.",
)
reply_posted = _house.signal(
    "reply-posted",
    doc="A reply now stands in a topic. Sender: the `Post`, flushed, topic and author loaded.",
)
post_reacted = _house.signal(
    "post-reacted",
    doc="A person reacted to a post. Sender: the `Post`, topic and author loaded; by: the person.",
)
answer_accepted = _house.signal(
    "answer-accepted",
    doc="A reply was accepted. Sender: the `Post`, topic and author loaded; by: who accepted it.",
)
post_corrected = _house.signal(
    "post-corrected",
    doc="A moderator changed another's words. Sender: the `Post`, loaded; by: who; reason: why.",
)
poll_closed = _house.signal(
    "poll-closed",
    doc="A poll takes no more votes. Sender: the `Topic`, with the results in its `poll`.",
)
topic_split = _house.signal(
    "topic-split",
    doc="A topic was made of posts of another. Sender: the new `Topic`, flushed.",
)
posts_moved = _house.signal(
    "posts-moved",
    doc="A topic's posts went to another, or came back. Sender: the source `Topic`; target: where.",
)
topic_due = _house.signal(
    "topic-due",
    doc="A moment came at which somebody wants to look at a topic. Sender: the `Topic`; person.",
)
lesson_done = _house.signal(
    "lesson-done",
    doc="A learner finished a lesson for the first time. Sender: the `LessonProgress`, flushed.",
)
module_done = _house.signal(
    "module-done",
    doc="A learner finished a module. Sender: the `Completion`, flushed; person: the `Person`.",
)
programme_done = _house.signal(
    "programme-done",
    doc="A learner finished a programme. Sender: the `Completion`, flushed; person: the `Person`.",
)
completion_taken_back = _house.signal(
    "completion-taken-back",
    doc="A facilitator took back what was finished. Sender: the `Completion`; person, by: who.",
)
place_given = _house.signal(
    "place-given",
    doc="A place in a cohort came to somebody who waited. Sender: the `Place`, cohort, person.",
)
place_taken_back = _house.signal(
    "place-taken-back",
    doc="A lead took somebody out of a cohort. Sender: the `Place`, cohort and person; by: who.",
)
cohort_message_sent = _house.signal(
    "cohort-message-sent",
    doc="A lead wrote to some of a cohort. Sender: the `CohortMessage`, flushed; to: person ids.",
)
work_handed_in = _house.signal(
    "work-handed-in",
    doc="A version of a work was handed in. Sender: the `Submission`, work loaded; block, by.",
)
work_judged = _house.signal(
    "work-judged",
    doc="A facilitator said what a version is worth. Sender: the `Verdict`, all of it loaded.",
)
answers_wait = _house.signal(
    "answers-wait",
    doc="A quiz with open answers was handed in. Sender: the `Attempt`, block and person loaded.",
)
attempt_marked = _house.signal(
    "attempt-marked",
    doc="All of an attempt is marked, by hand or `anew`. Sender: the `Attempt`, as above; by: who.",
)
seat_taken = _house.signal(
    "seat-taken",
    doc="A person or guest has a seat at an event. Sender: the `Registration`, loaded; by: giver.",
)
seat_given_up = _house.signal(
    "seat-given-up",
    doc="A seat was given back. Sender: the `Registration`, loaded; quiet: no letter about it.",
)
seat_claimed = _house.signal(
    "seat-claimed",
    doc="A guest with a seat became a member. Sender: the `Registration`, event and person loaded.",
)
seat_offered = _house.signal(
    "seat-offered",
    doc="A seat is held for somebody who waited, until a deadline. Sender: the `Registration`.",
)
offer_lapsed = _house.signal(
    "offer-lapsed",
    doc="An offer of a seat was not taken in time. Sender: the `Registration`, event and person.",
)
entry_queued = _house.signal(
    "entry-queued",
    doc="A person or guest waits for a seat. Sender: the `Registration`, event and person loaded.",
)
entry_asked = _house.signal(
    "entry-asked",
    doc="A seat was asked for of those who hold the event. Sender: the `Registration`, loaded.",
)
entry_refused = _house.signal(
    "entry-refused",
    doc="A request was refused, or somebody taken out, with a reason. Sender: `Registration`; by.",
)
seat_invited = _house.signal(
    "seat-invited",
    doc="A person or an address was invited to an event. Sender: the `Registration`; by: who.",
)
guest_asked = _house.signal(
    "guest-asked",
    doc="A guest asked for a seat; their address is to be confirmed. Sender: the `Registration`.",
)
attended = _house.signal(
    "attended",
    doc="A person was noted as present at an event. Sender: the `Registration`, both loaded; by.",
)
attendance_undone = _house.signal(
    "attendance-undone",
    doc="A note of presence was taken back. Sender: the `Registration`, both loaded; by: who.",
)
serving_changed = _house.signal(
    "serving-changed",
    doc="An event serves another step, or none. Sender: the `Event`; before: which; seats: whose.",
)
role_given = _house.signal(
    "role-given",
    doc="A person was given something to do at an event. Sender: the `Event`; person; role; by.",
)
work_saved = _house.signal(
    "work-saved",
    doc="A work of the toolbox has a new version. Sender: the `Work`; by: the member, if one.",
)
work_thrown_away = _house.signal(
    "work-thrown-away",
    doc="A work of the toolbox was thrown away; it may be taken up again. Sender: the `Work`.",
)
work_commented = _house.signal(
    "work-commented",
    doc="A comment stands beside a work. Sender: the `Comment`, flushed; work; by: the member.",
)
event_changed = _house.signal(
    "event-changed",
    doc="An event was published, moved, renamed or cancelled. Sender: the `Event`, flushed.",
)
question_offered = _house.signal(
    "question-offered",
    doc="A module has a question worth talking over; told at each import, to be heard as often as "
    "it comes. Sender: the `Module`; said: title and text by language; at: when, in sample life.",
)
questions_left = _house.signal(
    "questions-left",
    doc="A live room has questions that stayed open, and offers them. Sender: the `Event`; "
    "questions: texts with their votes, never who asked; by: who offers them.",
)
thing_reported = _house.signal(
    "thing-reported",
    doc="A person, or a guest, reported a thing. Sender: the `Report`, flushed.",
)
thing_hidden = _house.signal(
    "thing-hidden",
    doc="A thing was hidden by reports alone, before anybody looked. Sender: the `Case`, flushed.",
)
thing_ruled = _house.signal(
    "thing-ruled",
    doc="A moderator ruled on a thing; its reports are answered. Sender: the `Ruling`, flushed; "
    "`see_it` are the ids of those who reported it and could see it.",
)
ruling_undone = _house.signal(
    "ruling-undone",
    doc="A ruling was taken back, and what it did is undone. Sender: the `Ruling`.",
)
look_asked = _house.signal(
    "look-asked",
    doc="An author asked for another look at a ruling. Sender: the `Ruling`.",
)
look_answered = _house.signal(
    "look-answered",
    doc="Another moderator looked again; the ruling stands or is undone. Sender: the `Ruling`.",
)
held_settled = _house.signal(
    "held-settled",
    doc="A text that waited was published or given back. Sender: the `Held`.",
)
thing_changed = _house.signal(
    "thing-changed",
    doc="A thing that search finds was made, changed or removed. Sender: its subject, `kind:id`.",
)
words_written = _house.signal(
    "words-written",
    doc="A text was published or changed. Sender: a `Written` of `kalo/writing/cooking.py`.",
)
cards_ready = _house.signal(
    "cards-ready",
    doc="A card of a link is there for a text that waits for it. Sender: its subject, `kind:id`.",
)

organisation_asked = _house.signal(
    "organisation-asked",
    doc="A member asks for a page of an organisation. Sender: the `Organisation`; by: who.",
)
organisation_settled = _house.signal(
    "organisation-settled",
    doc="An organisation was listed, or sent back with a reason. Sender: it; to: people; by: who.",
)
keeper_asked = _house.signal(
    "keeper-asked",
    doc="A member asks to keep the page of an organisation. Sender: the `Keeper`, both loaded.",
)
keeper_settled = _house.signal(
    "keeper-settled",
    doc="A member keeps a page now, or does not. Sender: the `Organisation`; person_id, kept, by.",
)
call_opened = _house.signal(
    "call-opened",
    doc="An organisation seeks or offers something. Sender: the `Call`; fitting: others, newly so.",
)
call_ending = _house.signal(
    "call-ending",
    doc="A call ends within days. Sender: the `Call`, organisation loaded.",
)
word_sent = _house.signal(
    "word-sent",
    doc="A word between a member and an organisation. Sender: `Message`, flushed; thread: first.",
)
facts_changed = _house.signal(
    "facts-changed",
    doc="A set of facts was laid or changed. Sender: its name; keys: those laid, changed, gone.",
)
