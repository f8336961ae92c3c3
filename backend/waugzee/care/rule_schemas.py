"""When cleaning is due: of all records, and of one."""

from typing import Annotated, Literal

import msgspec

Plays = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Months = Annotated[int, msgspec.Meta(ge=1, le=600)]
NeverCleaned = Literal["never", "played", "always"]


class CareRules(msgspec.Struct):
    """When a record is due for cleaning: after so many plays, after so many months; None is off.

    `never_cleaned`: what was never cleaned here is due never, once it was played, or always.
    `bought_used`: what came used is due until it is cleaned here.
    """

    plays: Plays | None = 4
    months: Months | None = None
    never_cleaned: NeverCleaned = "played"
    bought_used: bool = True


class AmendCareRules(msgspec.Struct):
    """What to change; what is absent stays."""

    plays: Plays | msgspec.UnsetType | None = msgspec.UNSET
    months: Months | msgspec.UnsetType | None = msgspec.UNSET
    never_cleaned: NeverCleaned | msgspec.UnsetType = msgspec.UNSET
    bought_used: bool | msgspec.UnsetType = msgspec.UNSET


class CopyCare(msgspec.Struct):
    """One record: whether it came used, and whose rule it follows: the usual, its own, or none.

    `plays` and `months` are its own rule's, and count while `rule` is "own".
    """

    bought_used: bool = False
    rule: Literal["usual", "own", "never"] = "usual"
    plays: Plays | None = None
    months: Months | None = None


class AmendCopyCare(msgspec.Struct):
    """What to change; what is absent stays."""

    bought_used: bool | msgspec.UnsetType = msgspec.UNSET
    rule: Literal["usual", "own", "never"] | msgspec.UnsetType = msgspec.UNSET
    plays: Plays | msgspec.UnsetType | None = msgspec.UNSET
    months: Months | msgspec.UnsetType | None = msgspec.UNSET
