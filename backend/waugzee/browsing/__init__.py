"""Looking through the catalogue, with what of it is one's own."""
