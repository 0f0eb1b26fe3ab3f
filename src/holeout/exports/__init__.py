"""What a talk becomes outside the terminal."""
