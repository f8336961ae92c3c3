"""The daily look at what is due, above the logs it is made from; what it finds goes into the inbox."""
