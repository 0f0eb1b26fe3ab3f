"""How fast holeout feels, measured beside its peers and beside floors. Linux only: it reads /proc."""
