"""What can go wrong, as one tree.

NewsfactsError
├── UsageError            the call can't be carried out: wrong option, path or configuration (exit code 2)
│   ├── InputError        nothing readable under the inputs given
│   ├── ModelError        the language model is missing or does not fit
│   └── OutputError       the output folder belongs to another configuration, or is not ours
├── DataError             data shipped or given beside the articles is malformed: lexicon, actor base, gold, floors
└── ArticleError          one article can't be used; becomes one row of `rejects`
"""

from __future__ import annotations


class NewsfactsError(Exception):
    """Base of all errors that this package raises on purpose."""


class UsageError(NewsfactsError):
    """The call can't be carried out; the message says what to do instead."""


class InputError(UsageError):
    """No input can be read."""


class ModelError(UsageError):
    """The language model can't be loaded."""


class OutputError(UsageError):
    """The output folder can't be written to or continued."""


class DataError(NewsfactsError):
    """A data file is malformed; the message names file and place."""


class ArticleError(NewsfactsError):
    """One article can't be used. `code` is stable and goes to `rejects.error`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
