"""Description sheets of other people beside what the base says, and our texts as such a sheet."""
