"""The sync engine of Waugzee: requests, pacing, validation and signing, without I/O."""
