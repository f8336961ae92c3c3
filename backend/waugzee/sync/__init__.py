"""The bookkeeping of syncs: runs, instructions, pages."""
