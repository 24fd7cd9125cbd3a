"""Description sheets of other people: a document becomes blocks, and blocks what they say."""
