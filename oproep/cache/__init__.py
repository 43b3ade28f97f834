"""What was worked out before, kept by what it was worked out from: safe to delete, never trusted when damaged."""
