"""Records become the linked set as it stands at an instant, and the checks between them."""
