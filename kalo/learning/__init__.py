"""Learning: programmes, modules, lessons, and how far each learner has come."""
