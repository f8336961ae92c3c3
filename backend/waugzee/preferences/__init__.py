"""What a user likes: a few settings that follow them to every device."""
