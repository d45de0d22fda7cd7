"""Many reports to rows: phrases, repeated passages, text reuse, frames."""
