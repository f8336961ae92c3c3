"""Single requests of Discogs at idle: tracklists, the wantlist, and what is written back."""
