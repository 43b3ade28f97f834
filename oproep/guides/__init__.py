"""What the program says of itself to people and to their editors becomes files of the repository."""
