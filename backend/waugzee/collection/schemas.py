"""What the routes about copies answer, and the words their logs share."""

from datetime import datetime
from typing import Annotated

import msgspec

# PostgreSQL's text holds everything but NUL.
Notes = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"\A[^\x00]*\Z")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
