"""Sharing: the dataset in the forms of other programs, as releases, over the network, and cited."""
