"""What a file is, told by its bytes, and the document inside it: JSON, baked pictures, tokens, archives."""
