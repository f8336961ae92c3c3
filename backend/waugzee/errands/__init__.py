"""Single requests of Discogs: tracklists at idle, the wantlist, and what is written back."""
