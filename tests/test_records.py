"""Records behave as the dataclasses that type checkers take them for."""

import dataclasses
import pickle
from typing import ClassVar

import pytest

from cleantext.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a default, a factory, and fields that are not compared or not shown."""

    kinds: ClassVar[tuple[str, ...]] = ("城", "县")

    name: str
    size: int = 1
    known: dict[str, str] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, metadata={"about": "次数"})
    told: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a place has a name")


@dataclass(slots=True)
class Count:
    number: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


def test_fields_are_given_by_place_or_by_name():
    assert Place("松江", 2) == Place(size=2, name="松江") != Place("松江", 3)
    assert Place("松江").known == {} and Place("松江").known is not Place("松江").known
    with pytest.raises(TypeError):
        Place()
    with pytest.raises(ValueError):
        Place("")


def test_what_is_not_compared_makes_no_difference():
    assert Place("松江", seen=1) == Place("松江", seen=2)
    assert hash(Nothing()) == hash(Nothing()) and Nothing() == Nothing()
    assert Once("松江") != Once("松江") and len({Once("松江"), Once("松江")}) == 2


def test_records_are_shown_as_they_are_written():
    assert repr(Place("松江", told="x")) == "Place(name='松江', size=1, known={}, seen=0)"


def test_frozen_records_refuse_changes_and_others_do_not():
    place, count = Place("松江"), Count()
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.name = "嘉兴"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.name
    count.number += 1
    assert count == Count(1) and not hasattr(count, "__dict__")
    with pytest.raises(TypeError):
        hash(count)


def test_the_standard_library_takes_them_for_dataclasses():
    place = Place("松江", 2, {"a": "b"})
    assert dataclasses.is_dataclass(Place)
    assert [one.name for one in dataclasses.fields(place)] == ["name", "size", "known", "seen", "told"]
    assert dataclasses.fields(Place)[3].metadata["about"] == "次数"
    assert dataclasses.asdict(place)["known"] == {"a": "b"}
    assert dataclasses.replace(place, size=3) == replace(place, size=3) == Place("松江", 3, {"a": "b"})
    assert pickle.loads(pickle.dumps(place)) == place
