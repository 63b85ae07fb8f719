"""CASE 1.1: the one form that carries everything."""
