"""dabao for Python: search and read databases of saved articles.

    import dabao
    db = dabao.open("demo")                      # articles.db, a release's folder or zip, or an address
    for hit in db.search("核酸檢測", after="2022-03", lang="zh"):
        print(hit.published_on, hit.title)
    db.search("核酸檢測").to_pandas()            # or to_polars(), to_arrow()
    db.article(hit.uid).blocks, db.cite(hit.uid)
    db.months("核酸檢測"), db.quantities("核酸檢測", unit="名")

It needs nothing but Python. Wheels for a platform carry the program as well:
the command dabao, and python -m dabao.
"""

from .article import Article, Block, Credit, Hit, Image, Month, Passage, Quantity
from .database import Conditions, Database
from .errors import Error, QueryError
from .source import open
from .table import Column, Table

__all__ = ["Article", "Block", "Column", "Conditions", "Credit", "Database", "Error", "Hit", "Image", "Month", "Passage", "Quantity", "QueryError", "Table", "open"]
