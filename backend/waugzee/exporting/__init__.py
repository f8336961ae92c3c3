"""Everything of a user's own, to take away: as one JSON document, and the log as a spreadsheet."""
