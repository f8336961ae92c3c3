"""What the catalogue knows of records on the shelf, kept in the user's own rows."""
