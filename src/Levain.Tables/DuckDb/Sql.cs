namespace Levain.Tables.DuckDb;

/// <summary>Names and texts as SQL writes them.</summary>
internal static class Sql
{
    public static string Identifier(string name) => name.Contains('\0') ? throw new BuildException("a name holds a zero character") : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => text.Contains('\0') ? throw new BuildException("a text holds a zero character") : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";
}
