"""The steps of a night, one package each, none of which knows another."""
