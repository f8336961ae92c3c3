"""What is due today, above the logs and the wear it is made from."""
