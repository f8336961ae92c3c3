"""What plays, cleanings and the shelf add up to; and what its owner leaves out of that."""
