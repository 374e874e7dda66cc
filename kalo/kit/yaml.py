"""Reading what people wrote as YAML: plain values only, and at the pace of C where it is there."""

from typing import Any

import yaml

SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | bytes) -> Any:
    """Lists, mappings, words, numbers and days; raises `yaml.YAMLError` for what is none."""
    return yaml.load(text, Loader=SafeLoader)
