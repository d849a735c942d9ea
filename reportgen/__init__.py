"""The last stage: fills the form from the facts and writes what people read and sign."""
