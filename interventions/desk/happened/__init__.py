"""What happened at the desk: one table of kinds, read by the line of one text and by the log."""
