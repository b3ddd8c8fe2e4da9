"""What the author wrote, as immutable values."""
