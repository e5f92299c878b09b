"""From archived bytes to facts with evidence, and from facts to frames of the model."""
