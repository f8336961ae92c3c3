"""Being told: what a user's inbox holds, and what of it is pushed to their devices."""
