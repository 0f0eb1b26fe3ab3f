"""Facts on the talk's tools, asked from the package index and proposed as a change to content/tools.yaml."""
