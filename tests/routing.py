"""The routing lint: can each statement be sent to the one shard that holds its user's rows?

Parses SQL as PostgreSQL does and looks at every level of it (the statement, each subquery, each arm of
a union, each common table expression):

- a tenant table is bound to `its_name.user_id = $n` by the level's WHERE, or by the ON of a join that
  cannot let its rows through; an INSERT gives `user_id` a parameter;
- `user_id` is compared with no subquery, and never set by an UPDATE;
- a statement that names a tenant table names nothing but tenant tables and dictionaries;
- ON CONFLICT DO UPDATE SET holds no function and no subquery, UPDATE SET no volatile function;
- there is no MERGE.

Let through: transaction control, settings, what reads PostgreSQL's own catalogue or Alembic's version,
and definitions, which stand alone in their string.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pglast
from pglast import ast
from pglast.enums import A_Expr_Kind, BoolExprType, JoinType, SetOperation

CONTROL = (ast.TransactionStmt, ast.VariableSetStmt, ast.VariableShowStmt)
QUERIES = (ast.SelectStmt, ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt)
COMPUTING = (ast.FuncCall, ast.CoalesceExpr, ast.MinMaxExpr, ast.SQLValueFunction, ast.XmlExpr, ast.SubLink)
VOLATILE = {"random", "clock_timestamp", "timeofday", "nextval", "setval", "gen_random_uuid", "uuidv7"}
# The tables that a join may move together: on one shard, or whole on every machine.
TOGETHER = {"tenant", "dictionary"}

Classes = Mapping[str, str]
"""The class of each table by its name."""


def faults(sql: str, classes: Classes) -> list[str]:
    """Say what is wrong with the statements in `sql`; an empty list is what should come out."""
    try:
        parsed = [raw.stmt for raw in pglast.parse_sql(sql)]
    except pglast.parser.ParseError as error:
        return [f"PostgreSQL cannot parse it: {error}"]
    found = []
    for statement in parsed:
        if isinstance(statement, ast.MergeStmt):
            found.append("MERGE")
        elif isinstance(statement, QUERIES):
            found += _query_faults(statement, classes)
        elif not isinstance(statement, CONTROL) and len(parsed) > 1:
            found.append(f"{type(statement).__name__} does not stand alone")
    return found


def _query_faults(statement: Any, classes: Classes) -> list[str]:
    names = {cte.ctename for cte in _of(statement, ast.CommonTableExpr)}
    tables = {
        table.relname
        for table in _of(statement, ast.RangeVar)
        if table.relname not in names and not _is_postgres_own(table)
    }
    found = [f"the table {name} has no class" for name in sorted(tables - set(classes))]
    kinds = {classes[name] for name in tables & set(classes)}
    if "tenant" in kinds and kinds - TOGETHER:
        found.append(f"tenant tables together with {', '.join(sorted(kinds - TOGETHER))}")
    for level in _of(statement, *QUERIES):
        found += _level_faults(level, {name for name in tables if classes.get(name) == "tenant"})
    return found


def _is_postgres_own(table: Any) -> bool:
    """Its catalogue, named with its schema or not, and what Alembic keeps beside the tables."""
    return (
        table.schemaname in ("pg_catalog", "information_schema")
        or table.relname.startswith("pg_")
        or table.relname == "alembic_versions"
    )


def _level_faults(level: Any, tenants: set[str]) -> list[str]:
    found = []
    if any(_asks_for_user(one) for one in _within(level, ast.A_Expr)):
        found.append("user_id is compared with a subquery")
    if isinstance(level, ast.InsertStmt):
        return found + _insert_faults(level, tenants)
    if isinstance(level, ast.UpdateStmt):
        found += _update_faults(level, tenants)
    tables, bound = _from(level)
    bound |= _bound_by(level.whereClause)
    unbound = [name for name, table in tables.items() if table in tenants and name not in bound]
    return found + [f"{name} is not bound to a user" for name in unbound]


def _insert_faults(insert: Any, tenants: set[str]) -> list[str]:
    found = []
    if insert.relation.relname in tenants:
        columns = [column.name for column in insert.cols or ()]
        rows = list(_rows(insert.selectStmt))
        place = columns.index("user_id") if "user_id" in columns else None
        if place is None or not rows or not all(_is_parameter(row[place]) for row in rows):
            found.append(f"what is inserted into {insert.relation.relname} is not bound to a user")
    conflict = insert.onConflictClause
    if conflict and any(_of(value.val, *COMPUTING) for value in conflict.targetList or ()):
        found.append("ON CONFLICT DO UPDATE SET computes")
    return found


def _rows(source: Any) -> Iterator[list[Any]]:
    """The expressions of each row that an INSERT's VALUES or SELECT gives."""
    if source is None:
        return
    if source.op != SetOperation.SETOP_NONE:
        yield from _rows(source.larg)
        yield from _rows(source.rarg)
    elif source.valuesLists:
        yield from map(list, source.valuesLists)
    else:
        yield [target.val for target in source.targetList]


def _update_faults(update: Any, tenants: set[str]) -> list[str]:
    found = []
    if update.relation.relname in tenants and any(one.name == "user_id" for one in update.targetList):
        found.append("a row is given to another user")
    called = {call.funcname[-1].sval for one in update.targetList for call in _of(one.val, ast.FuncCall)}
    return found + [f"UPDATE calls {name}" for name in sorted(called & VOLATILE)]


def _from(level: Any) -> tuple[dict[str, str], set[str]]:
    """The tables of a level by the name they go by there, and the names that its joins bind."""
    target = [] if isinstance(level, ast.SelectStmt) else [level.relation]
    more = level.usingClause if isinstance(level, ast.DeleteStmt) else level.fromClause
    tables: dict[str, str] = {}
    bound: set[str] = set()
    for item in (*target, *(more or ())):
        its_tables, its_bound = _joined(item)
        tables |= its_tables
        bound |= its_bound
    return tables, bound


def _joined(item: Any) -> tuple[dict[str, str], set[str]]:
    kind = type(item)
    if kind is ast.RangeVar:
        return {item.alias.aliasname if item.alias else item.relname: item.relname}, set()
    if kind is not ast.JoinExpr:
        return {}, set()  # a subquery or a function: its tables are a level of their own
    left, bound_left = _joined(item.larg)
    right, bound_right = _joined(item.rarg)
    # An outer join lets the rows of its outer side through whatever ON says of them.
    filtered = set()
    if item.jointype in (JoinType.JOIN_INNER, JoinType.JOIN_LEFT):
        filtered |= set(right)
    if item.jointype in (JoinType.JOIN_INNER, JoinType.JOIN_RIGHT):
        filtered |= set(left)
    return left | right, bound_left | bound_right | (_bound_by(item.quals) & filtered)


def _bound_by(condition: Any) -> set[str]:
    """The names whose `user_id` must equal a parameter for the condition to hold."""
    kind = type(condition)
    if kind is ast.BoolExpr and condition.boolop == BoolExprType.AND_EXPR:
        return {name for part in condition.args for name in _bound_by(part)}
    if kind is ast.A_Expr and _is_equality(condition):
        for side, other in ((condition.lexpr, condition.rexpr), (condition.rexpr, condition.lexpr)):
            path = _path(side)
            if len(path) == 2 and path[1] == "user_id" and _is_parameter(other):
                return {path[0]}
    return set()


def _asks_for_user(comparison: Any) -> bool:
    sides = (comparison.lexpr, comparison.rexpr)
    return any(_path(side)[-1:] == ["user_id"] for side in sides) and any(
        _of(side, ast.SubLink) for side in sides
    )


def _is_equality(expression: Any) -> bool:
    return expression.kind == A_Expr_Kind.AEXPR_OP and [name.sval for name in expression.name] == ["="]


def _is_parameter(node: Any) -> bool:
    return isinstance(node, ast.ParamRef) or (isinstance(node, ast.TypeCast) and _is_parameter(node.arg))


def _path(node: Any) -> list[str]:
    """`["plays", "user_id"]` of a column's reference; nothing of any other node."""
    if type(node) is not ast.ColumnRef:
        return []
    return [str(part.sval) for part in node.fields or () if isinstance(part, ast.String)]


def _of(node: Any, *kinds: type) -> list[Any]:
    """Every node of these kinds, `node` itself included, however deep."""
    return list(_walk(node, kinds, ()))


def _within(level: Any, *kinds: type) -> list[Any]:
    """The same, without the levels within this one."""
    return [one for child in _children(level) for one in _walk(child, kinds, QUERIES)]


def _walk(node: Any, kinds: tuple[type, ...], closed: tuple[type, ...]) -> Iterator[Any]:
    if isinstance(node, closed):
        return
    if isinstance(node, kinds):
        yield node
    for child in _children(node):
        yield from _walk(child, kinds, closed)


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Node):
        yield from (getattr(node, name) for name in node)
    elif isinstance(node, tuple):
        yield from node
