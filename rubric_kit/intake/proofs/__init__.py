"""Proofs, checked with no network: contexts, canonical form, keys, signatures and status lists."""
