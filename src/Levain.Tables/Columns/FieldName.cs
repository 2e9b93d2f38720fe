namespace Levain.Tables;

/// <summary>A field's name as SQL takes it: in quotes where it is not a plain word, or is one of SQL's own.</summary>
internal static class FieldName
{
    public static string InSql(string name) => IsPlain(name) && !IsReserved(name.ToLowerInvariant()) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool IsReserved(string word) => word is
        "all" or "analyse" or "analyze" or "and" or "any" or "array" or "as" or "asc" or "asymmetric" or "both" or "case" or "cast" or "check" or "collate"
        or "column" or "constraint" or "create" or "default" or "deferrable" or "desc" or "describe" or "distinct" or "do" or "else" or "end" or "except"
        or "false" or "fetch" or "for" or "foreign" or "from" or "group" or "having" or "in" or "initially" or "intersect" or "into" or "lambda" or "lateral"
        or "leading" or "limit" or "not" or "null" or "offset" or "on" or "only" or "or" or "order" or "pivot" or "pivot_longer" or "pivot_wider" or "placing"
        or "primary" or "qualify" or "references" or "returning" or "select" or "show" or "some" or "summarize" or "symmetric" or "table" or "then" or "to"
        or "trailing" or "true" or "union" or "unique" or "unpivot" or "using" or "variadic" or "when" or "where" or "window" or "with";
}
