"""The dataset described for other programs: one form a module, all derived from the same facts and declarations."""
