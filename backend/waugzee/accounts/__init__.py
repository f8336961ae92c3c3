"""Who is asking: users, their identities at the issuer, and where their collection comes from."""
