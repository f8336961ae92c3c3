"""Looking around without an account: a user made for it, on a shelf of invented records, and forgotten.

Visitors are users like any other, so that what they see is the thing itself. They get the simulated
collection and a made-up past at once, and are erased when they leave, or after a day.
"""
