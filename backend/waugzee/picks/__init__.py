"""What shall I play? The page chooses, from its copy of the shelf; here stands what was passed over."""
