"""Dataclasses with slots, made without the module `dataclasses` until somebody asks for their fields.

`dataclasses` imports `inspect` and compiles half a dozen functions a class: with fifty classes that was a
third of a short page's whole run. Here one function is compiled for each class, when its first object is
made; the others are shared. `dataclasses.fields`, `asdict`, `replace` and pickling work as ever, and type
checkers see the decorator of the standard library.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    from operator import attrgetter

    _MISSING = object()

    class _Field:
        """A field's default and what else is known of it, under the names that `dataclasses.field` takes."""

        __slots__ = ("given",)

        def __init__(self, given: dict[str, Any]) -> None:
            self.given = given

    def field(**given: Any) -> Any:
        """A field with a `default` or a `default_factory`, or that is not compared or not shown."""
        return _Field(given)

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Any:
        """Make a class of annotated fields a dataclass with slots, as `dataclasses.dataclass` does."""
        assert slots
        return lambda cls: _made(cls, frozen, eq)

    def replace(value: Any, /, **changes: Any) -> Any:
        """The same value with some fields changed."""
        kept = {name: getattr(value, name) for name in value.__match_args__ if name not in changes}
        return value.__class__(**kept, **changes)

    def _made(cls: type, frozen: bool, eq: bool) -> type:
        given = {
            name: _field_of(vars(cls).get(name, _MISSING))
            for name, kind in vars(cls).get("__annotations__", {}).items()
            if not _is_of_class(kind)
        }
        names = tuple(given)
        contents = {name: held for name, held in vars(cls).items() if name not in given}
        for gone in ("__dict__", "__weakref__"):
            contents.pop(gone, None)
        contents |= {"__slots__": names, "__match_args__": names, "__dataclass_fields__": _Fields(given)}
        contents |= {"__getstate__": _state, "__setstate__": _set_state}
        contents.setdefault("__repr__", _shown([n for n in names if given[n].get("repr", True)]))
        if frozen:
            contents |= {"__setattr__": _refuse, "__delattr__": _refuse}
        if eq:
            contents |= _equality([name for name in names if given[name].get("compare", True)], frozen)
        made = type(cls)(cls.__name__, cls.__bases__, contents)
        made.__init__ = _first_init(made, given, frozen)
        return made

    def _field_of(held: Any) -> dict[str, Any]:
        """What is given of a field, by what stands behind its annotation."""
        if isinstance(held, _Field):
            return held.given
        return {} if held is _MISSING else {"default": held}

    def _is_of_class(kind: Any) -> bool:
        from typing import ClassVar

        return kind is ClassVar or getattr(kind, "__origin__", None) is ClassVar

    def _first_init(cls: type, given: dict[str, dict[str, Any]], frozen: bool) -> Any:
        """An `__init__` that makes the real one, when the first object is made."""

        def __init__(self: Any, *values: Any, **named: Any) -> None:
            cls.__init__ = made = _init(cls, given, frozen)
            made(self, *values, **named)

        return __init__

    def _init(cls: type, given: dict[str, dict[str, Any]], frozen: bool) -> Any:
        inside: dict[str, Any] = {"_missing": _MISSING}
        arguments, lines = ["self"], []
        for name, own in given.items():
            value = name
            if "default_factory" in own:
                inside[f"_{name}"] = own["default_factory"]
                arguments.append(f"{name}=_missing")
                value = f"_{name}() if {name} is _missing else {name}"
            elif "default" in own:
                inside[f"_{name}"] = own["default"]
                arguments.append(f"{name}=_{name}")
            else:
                arguments.append(name)
            inside[f"_put_{name}"] = getattr(cls, name).__set__  # quicker than `object.__setattr__`
            lines.append(f"_put_{name}(self, {value})" if frozen else f"self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        body = "\n ".join(lines or ["pass"])
        exec(f"def __init__({', '.join(arguments)}):\n {body}", inside)
        made = inside["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _equality(names: list[str], frozen: bool) -> dict[str, Any]:
        values = _values(names)

        def __eq__(self: Any, other: object) -> bool:
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: Any) -> int:
            return hash(values(self))

        return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}

    def _values(names: list[str]) -> Any:
        if not names:
            return lambda one: ()
        values = attrgetter(*names)
        return values if len(names) > 1 else lambda one: (values(one),)

    def _shown(names: list[str]) -> Any:
        def __repr__(self: Any) -> str:
            shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{self.__class__.__qualname__}({shown})"

        return __repr__

    def _refuse(self: Any, name: str, *value: Any) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in self.__match_args__]

    def _set_state(self: Any, state: list[Any]) -> None:
        for name, value in zip(self.__match_args__, state, strict=True):
            object.__setattr__(self, name, value)

    class _Fields:
        """What `dataclasses` wants to know of a class, made when it asks."""

        def __init__(self, given: dict[str, dict[str, Any]]) -> None:
            self._given = given
            self._made: dict[str, Any] = {}

        def __get__(self, value: object, owner: type) -> dict[str, Any]:
            if not self._made:
                import dataclasses

                names = {name: dataclasses.field(**given) for name, given in self._given.items()}
                twin = type(owner.__name__, (), {**names, "__module__": owner.__module__})
                twin.__annotations__ = {name: owner.__annotations__[name] for name in names}
                self._made = dataclasses.dataclass(twin).__dataclass_fields__
            return self._made
