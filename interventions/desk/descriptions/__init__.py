"""Description sheets at the desk: read one, set it beside a text, and work with what it says."""
