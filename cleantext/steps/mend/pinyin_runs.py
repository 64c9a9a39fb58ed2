"""Text that is shown one byte late because an annotation fell between two bytes of a character.

A code (first, second) that lies across two characters is cut off from the second character's other byte:
`first second (pinyin) other`. Second is then the lead byte of nothing and is lost; but the character before
ends in first, and first and the pinyin name the code, so second is known again. From it on the bytes pair as
they did before the page was annotated, and the page shows them one byte late, up to the next plain letter,
digit or bracket. A beam search reads such a run; what it finds must show the page again when annotated.
"""

import re
from collections.abc import Iterator, Mapping
from heapq import nlargest
from typing import NamedTuple

from cleantext.steps.mend.pinyin_choice import ANNOTATION, Code, End, Found, Place, Reading, choose
from cleantext.steps.mend.pinyin_judge import MARKS, context_after, normal
from cleantext.steps.mend.pinyin_lost import (
    LOST,
    Annotations,
    lost_bytes,
    may_read,
    seconds,
    strangeness,
)
from cleantext.steps.mend.readings import characters_read, codes_read, gbk_bytes
from cleantext.steps.mend.shifted_bytes import LEADS, begin_unseen, pair, unseen_after

_LONGEST = 70
"""Code points a shifted run may have; the next annotation or digit ends it long before."""

_BEAM = 10
"""Readings kept at each character."""

_SLACK = 13.0
"""Nats by which a reading may be behind the best at the same place."""

_LIKELY = 7.0
"""The same for a reading in which hidden characters are thought of."""

_ODD = -3.5
"""Nats of a character that make a reading worth doubting."""

_TAKEN = "?\ufffd"
"""What stands for a plain letter or digit that a lost byte took."""

_BARE = -6.0
"""Nats for a character without the pinyin that it has elsewhere on the page."""


class _Step(NamedTuple):
    """What may stand next: the characters, the bytes that may begin the one after, where that is shown, the
    code annotated here, and what speaks against it in nats."""

    new: str
    halves: bytes
    end: int
    code: Code | None = None
    nats: float = 0.0


def read_run(text: str, lost: re.Match[str], before: str, page: Annotations) -> Found | None:
    """Put back the byte that the annotation `lost` cost, and read on from it.

    `before` is the mended text up to it. None where the bytes do not say, or say two things.
    """
    run = _Run(text, lost, before, page)
    place = Place(text, run.begin, run.line_end, before, page)
    return choose(place, sorted(run.ends(), key=lambda end: -end[0]))


class _Run:
    """The search in one run, which begins at an annotation that cost a byte."""

    def __init__(self, text: str, lost: re.Match[str], before: str, page: Annotations) -> None:
        self.text, self.page, self.before = text, page, before
        self.begin = lost.start()
        self.marked = lost[1] != ""
        self.takes = self.marked and lost[1] in MARKS and not lost[2]
        line_end = text.find("\n", self.begin)
        self.line_end = line_end if line_end >= 0 else len(text)
        self.stop = min(self.begin + _LONGEST, self.line_end)
        self.weigh, self.of_other_script = page.judge.nats, page.judge.of_other_script
        self._near = True
        self._measure()

    # --- what the text is worth as it stands ---

    def _measure(self) -> None:
        """Note where the characters stand that are shown, but for annotations."""
        at, places = self.begin, []
        while at < self.stop:
            own = ANNOTATION.match(self.text, at) if self.text[at] == "(" else None
            if own:
                at = own.end()
            else:
                places.append(at)
                at += 1
        letters = context_after(self.before) + "".join(normal(self.text[place]) for place in places)
        self._letters = letters + ("\n" if self.stop == self.line_end else "")
        self._index = {place: n for n, place in enumerate([*places, self.stop])}
        self._sums = [0.0]

    def _shown_until(self, n: int) -> float:
        """Nats of the first `n` characters shown."""
        letters, sums = self._letters, self._sums
        for m in range(len(sums) - 1, min(n, len(letters) - 3)):
            sums.append(sums[m] + self.weigh(letters[m : m + 3], letters[m + 3]))
        return sums[min(n, len(sums) - 1)]

    def _gain(self, place: int, context: str) -> float:
        """What reading up to a place gains: nats of what is shown next, after a context, less those of all
        that is shown up to there."""
        own = ANNOTATION.match(self.text, place)
        n = self._index.get(own.end() if own else place, len(self._index))
        nats = 0.0
        for c in self._letters[n + 3 : n + 6]:
            nats += self.weigh(context, c)
            context = context[1:] + c
        return nats - self._shown_until(n + 3)

    # --- the search ---

    def ends(self) -> Iterator[End]:
        """Every way the run can end."""
        waiting = {self.begin: [Reading(0.0, "", b"", (), context_after(self.before))]}
        for place in range(self.begin, self.stop + 1):
            here = waiting.pop(place, [])
            for _ in range(3):  # a pair without a character shows nothing, so a step may end where it began
                going = []
                for reading in here:
                    if reading.halves or place == self.begin or self._loses_again(place, reading):
                        going.append(reading)
                    else:
                        yield reading.nats + self._gain(place, reading.context), place, reading
                going = nlargest(_BEAM, going, key=lambda r: r.nats)
                here = []
                for reading in going:
                    if reading.nats < going[0].nats - _SLACK:
                        break
                    self._near = reading.nats > going[0].nats - _LIKELY
                    for step in self._steps(place, reading):
                        after = self._after(reading, step, place)
                        (here if step.end == place else waiting.setdefault(step.end, [])).append(after)
                if not here:
                    break
            if not waiting:
                return

    def _after(self, reading: Reading, step: _Step, place: int) -> Reading:
        nats, context, of_other_script = reading.nats + step.nats, reading.context, self.of_other_script
        for character in step.new:
            c = normal(character) if character not in _TAKEN else "0"
            nats += self.weigh(context, c) + of_other_script(character)
            context = context[1:] + c
        if not step.code and step.new[:1] in self.page.pinyin and self.text[place - 1] != ")":
            nats += _BARE
        codes = (*reading.codes, step.code) if step.code else reading.codes
        return Reading(nats, reading.new + step.new, step.halves, codes, context)

    def _loses_again(self, place: int, reading: Reading) -> bool:
        lost = self._lost_at(place)
        return bool(lost and lost_bytes(self.before + reading.new, lost, self.page))

    def _lost_at(self, place: int) -> re.Match[str] | None:
        """An annotation that cost a byte, shown as the one that began the run."""
        lost = LOST.match(self.text, place, self.stop)
        if lost and bool(lost[1]) == self.marked and (lost[1] or lost[2]):
            return lost
        return None

    def _steps(self, at: int, reading: Reading) -> Iterator[_Step]:
        halves, context, lost = reading.halves, reading.context, self._lost_at(at)
        if lost:
            yield from self._annotated(lost, reading)
        if not halves:
            return
        raw = self._raw(self.text[at]) if at < self.stop and not lost else b""
        if raw:
            yield from self._shown_late(at, reading, raw)
        if at < self.stop and self.text[at] in MARKS and not lost:
            yield from self._marked(at, halves, context)
        elif not self.marked:
            yield from self._alone(at, at, halves, context)

    def _annotated(self, lost: re.Match[str], reading: Reading) -> Iterator[_Step]:
        """The lost byte ends the annotated character, or begins a character whose first half was shown."""
        if not reading.halves:
            before = self.before + reading.new
            for second, nats in lost_bytes(before, lost, self.page):
                code = gbk_bytes(before[-1])[1:] + bytes((second,))
                yield _Step("", bytes((second,)), lost.end(), (code, lost[3]), nats)
        for half in reading.halves:
            for second, character in seconds(lost[3]).get(half, ()):
                if may_read(character, lost[3], self.page):
                    code = bytes((half, second))
                    nats = strangeness(character, self.page)
                    yield _Step(character, b"", lost.end(), (code, lost[3]), nats)
        if self.takes and reading.halves:
            yield from self._hidden_before(reading, codes_read(lost[3]), lost[3], lost.end())

    def _hidden_before(
        self, reading: Reading, codes: Mapping[bytes, str], pinyin: str, end: int
    ) -> Iterator[_Step]:
        """An annotated character with another before it that shows nothing."""
        if not self._near:
            return
        readable = {code: c for code, c in codes.items() if may_read(c, pinyin, self.page)}
        own = {code: c for code, c in readable.items() if c in self.page.pinyin}
        for code, character in (own or readable).items():
            nats = strangeness(character, self.page)
            for new in self.page.hidden.before(reading.context, reading.halves[0], code[0]):
                yield _Step(new + character, b"", end, (code, pinyin), nats)

    def _shown_late(self, at: int, reading: Reading, raw: bytes) -> Iterator[_Step]:
        """The first byte of the character shown ends one that began before, its second begins the next."""
        halves, context, end = reading.halves, reading.context, at + 1
        code: Code | None = None
        own = ANNOTATION.match(self.text, end)
        if own and len(raw) == 2 and raw in codes_read(own[1]):
            end, code = own.end(), (raw, own[1])
        elif own and len(raw) == 1:
            read = [new for half in halves if (new := pair(half, raw[0])) in characters_read(own[1]) and new]
            for new in read:
                yield _Step(new, b"", own.end(), (gbk_bytes(new), own[1]))
            if self.takes:
                codes = {code: c for code, c in codes_read(own[1]).items() if code[1] == raw[0]}
                yield from self._hidden_before(reading, codes, own[1], own.end())
                return
            if read:
                return
        if own and self.marked and not code:
            return  # it is nobody's
        shown = [new for new, _ in self._likely(halves, raw[:1], context)]
        if self.takes and len(halves) == 1:
            following = self._next(end, raw[1:])
            if not shown or (self._near and self._is_odd(context, shown[0] + following)):
                shown += self.page.hidden.between(context, halves[0], raw[:1], following)
        for new in shown:
            if len(raw) == 1:
                yield _Step(new, b"", end)
            elif raw[1] < 0x80:
                yield _Step(new + chr(raw[1]), b"", end, code)
            elif raw[1] > 0x80:
                yield _Step(new, raw[1:], end, code)

    def _next(self, at: int, half: bytes) -> str:
        """The character that begins with a byte, if what is shown next ends it and nothing is hidden."""
        if half and half[0] < 0x80:
            return chr(half[0])
        raw = gbk_bytes(self.text[at]) if half and at < self.stop else b""
        return pair(half[0], raw[0]) if len(raw) == 2 else ""

    def _is_odd(self, context: str, new: str) -> bool:
        """Are the next characters so odd that pairs which show nothing may stand among them?"""
        nats = 0.0
        for c in map(normal, new):
            nats += self.weigh(context, c)
            context = context[1:] + c
        return nats < _ODD * len(new)

    def _unseen(self, at: int, end: int, halves: bytes, context: str) -> Iterator[_Step]:
        """The character's last byte and the next's first are no character: nothing is shown, or a mark."""
        for new, code in self._likely(halves, begin_unseen(), context):
            yield _Step(new, unseen_after(code[1]), end)

    def _marked(self, at: int, halves: bytes, context: str) -> Iterator[_Step]:
        """A mark: a pair that is no character, or a byte that took the plain letter or digit after it."""
        if not self.takes:
            yield from self._alone(at, at + 1, halves, context)
            return
        yield from self._unseen(at, at + 1, halves, context)
        if len(halves) > 1:
            return
        taken = "" if at + 1 == self.line_end else self.text[at]
        following = "0" * len(taken) + normal(self.text[at + 1 : at + 2])
        found = [new for new, _ in self._likely(halves, LEADS, context)]
        if self._near:
            found += self.page.hidden.between(context, halves[0], LEADS, following)
        yield from (_Step(new + taken, b"", at + 1) for new in found)

    def _alone(self, at: int, end: int, halves: bytes, context: str) -> Iterator[_Step]:
        """A byte is lost alone, as with what comes next it is no character."""
        following = self.text[end : end + 1]
        after = (following.encode() if following < "\x7f" else gbk_bytes(following)) or b"\n"
        trails = bytes(t for t in LEADS if not pair(t, after[0]))
        if len(halves) == 1:
            yield from (_Step(new, b"", end) for new, _ in self._likely(halves, trails, context))

    def _likely(self, halves: bytes, trails: bytes, context: str) -> list[tuple[str, bytes]]:
        """The likeliest characters that these bytes pair to, each with its bytes."""
        weigh = self.page.judge
        if len(halves) > 1:
            found = weigh.followers(context, trails, halves)
            if found or len(trails) > 1:
                return found
        codes = [bytes((half, trail)) for half in halves for trail in trails]
        return weigh.likeliest(context, [(new, code) for code in codes if (new := pair(*code))])

    def _raw(self, shown: str) -> bytes:
        """The bytes a character stood for. Marks below @ pair with nothing, so they were full-width then."""
        if shown < "@":
            return bytes((0xA3, ord(shown) + 0x80)) if shown in "!\"#%&'()*+,-./:;<=>?" else b""
        return b"\x80" if shown in "\x80€" else gbk_bytes(shown)
