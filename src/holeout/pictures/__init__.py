"""Pictures: found and read safely, drawn in half blocks, or encoded for terminals that draw pixels."""
