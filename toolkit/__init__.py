"""Raw Chinese official reports to tables, analyses and figures."""
