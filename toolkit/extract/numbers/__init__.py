"""Every numeral of a text read and classed: claims and mentions."""
