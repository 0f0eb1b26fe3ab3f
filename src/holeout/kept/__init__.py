"""What a person keeps of talks: where they left, how rehearsals went, notes beside slides, answers."""
