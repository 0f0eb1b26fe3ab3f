"""The speaker's desk: a second terminal that follows the presentation and can drive it."""
