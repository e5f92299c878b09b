"""Forms whose cells ran together without anything between them."""
