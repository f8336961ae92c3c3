"""Every recorded release is read, whatever it holds."""

import json
from pathlib import Path

import pytest

from waugzee_sync.errands.readings import READERS

SAMPLES = Path(__file__).parents[3] / "shared" / "discogs-samples" / "api"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the recorded samples are not at {SAMPLES.parent}")
def test_every_recorded_release_is_read() -> None:
    read = 0
    for path in sorted(SAMPLES.iterdir()):
        body = path.read_bytes()
        try:
            shown = json.loads(body)
        except ValueError:
            continue
        if isinstance(shown, dict) and isinstance(shown.get("tracklist"), list) and "status" in shown:
            release = READERS["release"](body)
            assert (release.id, len(release.tracklist)) == (shown["id"], len(shown["tracklist"])), path.name
            read += 1
    assert read > 5
