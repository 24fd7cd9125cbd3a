"""From choosing to doing: a plan of one's own on the elements. Nothing that is asked is kept."""
