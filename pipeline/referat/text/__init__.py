"""Pure functions over text, and the lexicons they read; the stages are thin shells over them."""
