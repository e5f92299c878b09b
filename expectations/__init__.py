"""What must hold: expectations of our own extraction, and rules on what publishers state."""
