"""The pages elsewhere that a catalogue leads to: who names them, whether they are still there, how that is told."""
