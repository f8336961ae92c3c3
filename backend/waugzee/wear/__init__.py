"""How far styluses, cartridges and turntables have run: computed from plays and mounts, never counted up."""
