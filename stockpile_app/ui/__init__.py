"""The desktop window: Qt is known here and nowhere else."""
