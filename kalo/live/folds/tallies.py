"""What the answers to a poll amount to: counts, points, a mean, words. Pure; nobody is named."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, pstdev
from typing import cast

from kalo.kit.text import fold_word, sort_key, stem, words
from kalo.live.folds.polls import CLOUD, OPEN_TEXT, RANKING, SCALE, Poll

MOST_WORDS = 40  # in a cloud
LATEST = 20  # texts that are shown while it goes on
MOST_TEXTS = 100  # once it has closed; the others are a link away
SIZES = 5


@dataclass(frozen=True)
class Bar:
    """An option with how many chose it, or in a ranking its points, and the share of all."""

    place: int
    label: str
    count: int
    share: int  # of a hundred
    before: int | None = None  # the share when it was asked the first time
    right: bool = False


@dataclass(frozen=True)
class Word:
    """A word as most wrote it; all its forms are one."""

    label: str
    key: str
    count: int
    size: int  # 1 to 5


@dataclass(frozen=True)
class Tally:
    """All that is shown of the answers."""

    answered: int
    bars: list[Bar] = field(default_factory=list)
    mean: float | None = None
    spread: float | None = None  # the standard deviation
    mean_before: float | None = None
    cloud: list[Word] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)  # key and words, the latest first
    right: int | None = None  # how many of a hundred were right


def tally_of(poll: Poll, before: Poll | None = None) -> Tally:
    """What was answered, beside what was answered the first time; found once for each change."""
    mark = (poll.turn, poll.state, before and before.turn)
    known, tally = poll.__dict__.get("_tally", (None, None))
    if tally is None or known != mark:
        tally = _found(poll, before)
        poll.__dict__["_tally"] = mark, tally
    return cast(Tally, tally)


def _found(poll: Poll, before: Poll | None) -> Tally:
    answered = len(poll.answers)
    if poll.sort == CLOUD:
        return Tally(answered, cloud=_cloud(poll))
    if poll.sort == OPEN_TEXT:
        return Tally(answered, texts=_texts(poll))
    bars = _bars(poll, {each.place: each.share for each in _bars(before, {})} if before else {})
    if poll.sort == SCALE:
        numbers = _numbers(poll)
        mean, spread = (fmean(numbers), pstdev(numbers)) if numbers else (None, None)
        earlier = _numbers(before) if before else []
        return Tally(answered, bars, mean, spread, fmean(earlier) if earlier else None)
    return Tally(answered, bars, right=_right(poll))


def _bars(poll: Poll, before: dict[int, int]) -> list[Bar]:
    labels = poll.options or [str(n) for n in range(poll.least, poll.most + 1)]
    counts, most = _counts(poll), len(poll.answers)
    if poll.sort == RANKING:
        most *= max(1, len(labels) - 1)
    bars = [
        Bar(
            place,
            label,
            counts[place],
            round(100 * counts[place] / most) if most else 0,
            before.get(place),
            place in poll.right,
        )
        for place, label in enumerate(labels)
    ]
    if poll.sort == RANKING:
        bars.sort(key=lambda bar: (-bar.count, bar.place))
    return bars


def _counts(poll: Poll) -> Counter[int]:
    """By place of the option; of a ranking by Borda: of n options the first gets n - 1 points."""
    counts: Counter[int] = Counter()
    last = len(poll.options) - 1
    for answer in poll.answers.values():
        if poll.sort == SCALE and answer.number is not None:
            counts[answer.number - poll.least] += 1
        for rank, place in enumerate(answer.choices):
            counts[place] += last - rank if poll.sort == RANKING else 1
    return counts


def _numbers(poll: Poll) -> list[int]:
    return [a.number for a in poll.answers.values() if a.number is not None]


def _right(poll: Poll) -> int | None:
    if not poll.right or not poll.answers:
        return None
    right = sum(set(answer.choices) == set(poll.right) for answer in poll.answers.values())
    return round(100 * right / len(poll.answers))


def stem_of(phrase: str) -> str:
    """What the forms of a word, or of several in a row, have in common."""
    return " ".join(stem(fold_word(word)) for word in words(phrase))


def _cloud(poll: Poll) -> list[Word]:
    """Each word with how many people wrote it; of one person all its forms are one."""
    people: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for answer in poll.answers.values():
        keys = {stem_of(phrase): phrase for phrase in reversed(answer.words)}
        for key, phrase in keys.items():
            people[key] += 1
            written.setdefault(key, Counter())[phrase] += 1
    shown = [(key, count) for key, count in people.items() if key and key not in poll.put_away]
    shown.sort(key=lambda each: (-each[1], each[0]))
    top = shown[0][1] if shown else 1
    found = [
        Word(_commonest(written[key]), key, count, 1 + (SIZES - 1) * count // top if top > 1 else 2)
        for key, count in shown[:MOST_WORDS]
    ]
    return sorted(found, key=lambda word: (-word.count, sort_key(word.label)))


def _commonest(forms: Counter[str]) -> str:
    """The form that most wrote; capitals that a phone has set at its beginning do not count."""
    alike: Counter[str] = Counter()
    for form, count in forms.items():
        alike[form.lower()] += count
    best = min(alike, key=lambda form: (-alike[form], sort_key(form)))
    spelt = [form for form in forms if form.lower() == best]
    return min(spelt, key=lambda form: (-forms[form], form[:1].isupper()))


def _texts(poll: Poll) -> list[tuple[str, str]]:
    latest = sorted(poll.answers.values(), key=lambda answer: -answer.seq)
    texts = [(str(answer.seq), " ".join(answer.words)) for answer in latest]
    return [(key, text) for key, text in texts if key not in poll.put_away]
