"""What stands elsewhere: the pages that a catalogue leads to, and how its calls stood in an earlier commit."""
