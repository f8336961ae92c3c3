"""What the route of erasing takes."""

import msgspec


class EraseMe(msgspec.Struct):
    """One's own name, typed as it is written: nobody erases themselves by mistake."""

    name: str
