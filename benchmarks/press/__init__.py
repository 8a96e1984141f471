"""A made newspaper: articles grown from the shipped ones, ordinary news of our own words, pages, files, damage."""
