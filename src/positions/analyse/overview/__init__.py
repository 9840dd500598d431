"""What there is, and several comparisons told together: listings, profiles, reports."""
