"""What ties fields together: themes and targets to phases, one movement for its variants."""
