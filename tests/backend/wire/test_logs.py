"""What a log may tell."""

import io
import sys

import pytest
import structlog

from waugzee.logs import configure_logs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_traceback_shows_no_variable(stream: type[io.StringIO], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream())
    configure_logs()
    try:
        token = "".join(["very", "-secret"])
        try:
            raise ValueError(len(token))
        except ValueError as error:
            structlog.get_logger().error("request failed", exc_info=error)
        written = sys.stderr.getvalue()  # type: ignore[union-attr]  # a StringIO, as set above
        assert "request failed" in written
        assert "ValueError" in written
        assert "very-secret" not in written
    finally:
        structlog.reset_defaults()
