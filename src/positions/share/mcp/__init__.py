"""The dataset for assistants: tools that answer with evidence, over the Model Context Protocol."""
