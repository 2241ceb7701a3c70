"""What makes the weights: data, training, refusals, and their record."""
