"""Pure functions over text, and the lexicons they read: what the stages and readers are shells of."""
