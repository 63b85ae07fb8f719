"""Grids: rubrics as teachers keep them in a sheet, read with what was understood told, and written."""
