"""Crates: lists of one's own, in an order of one's own. They stay here; Discogs learns nothing of them."""
