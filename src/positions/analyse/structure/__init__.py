"""Structure on top of agreement and stances: blocs, peers, maps, cohesion, drift."""
