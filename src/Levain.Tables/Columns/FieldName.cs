namespace Levain.Tables;

/// <summary>A field's name as SQL takes it: in quotes where it is not a plain word, or is one of SQL's own.</summary>
internal static class FieldName
{
    public static string InSql(string name) => IsPlain(name) && !IsReserved(name.ToLowerInvariant()) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    // Those of DuckDB 1.5.5; a test asks it.
    private static bool IsReserved(string word) => word is
        "all" or "analyse" or "analyze" or "and" or "anti" or "any" or "array" or "as" or "asc" or "asof" or "asymmetric" or "at" or "authorization"
        or "binary" or "both" or "by" or "case" or "cast" or "check" or "collate" or "collation" or "column" or "concurrently" or "constraint"
        or "create" or "cross" or "default" or "deferrable" or "desc" or "describe" or "distinct" or "do" or "else" or "end" or "except" or "false"
        or "fetch" or "for" or "foreign" or "freeze" or "from" or "full" or "glob" or "group" or "having" or "ilike" or "in" or "initially" or "inner"
        or "intersect" or "into" or "is" or "isnull" or "join" or "lambda" or "lateral" or "leading" or "left" or "like" or "limit" or "natural"
        or "not" or "notnull" or "null" or "offset" or "on" or "only" or "or" or "order" or "outer" or "overlaps" or "pivot" or "pivot_longer"
        or "pivot_wider" or "placing" or "positional" or "primary" or "qualify" or "references" or "returning" or "right" or "select" or "semi"
        or "show" or "similar" or "some" or "summarize" or "symmetric" or "table" or "tablesample" or "then" or "to" or "trailing" or "true"
        or "union" or "unique" or "unpack" or "unpivot" or "using" or "variadic" or "verbose" or "when" or "where" or "window" or "with";
}
