"""One file that holds the database and, on one machine, the secrets without which parts of it stay shut."""
