"""From what the user named to Articles: finds the files, opens them, decodes them, maps their fields.

A reader is a function `(source, stream, published) -> Iterator[Article | Reject]`; a new format registers its file names in
`sources.FORMATS` and its reader in `readers.READERS`.
"""

from pipeline.ingest.readers import read
from pipeline.ingest.sources import Source, find_sources

__all__ = ["Source", "find_sources", "read"]
