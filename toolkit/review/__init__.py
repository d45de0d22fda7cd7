"""Checked by a person: rows drawn to be judged, what was judged, corrections, corrected estimates."""
