"""Papers: rubrics for people to read, print, mark and file."""
