"""Indexes of some rows only, said once for both databases."""

from typing import Any

from sqlalchemy import Index, TextClause
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler


def partial_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows of which `where` is true.

    PostgreSQL is told only when the index is made: to name its option here would load its whole
    dialect, some megabytes, into every process on SQLite.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where, info={"where": where})


@compiles(CreateIndex, "postgresql")
def _with_its_condition(made: CreateIndex, compiler: DDLCompiler, **options: Any) -> str:
    index = made.element
    if "where" in index.info:
        index.dialect_options["postgresql"]["where"] = index.info["where"]
    return compiler.visit_create_index(made, **options)
