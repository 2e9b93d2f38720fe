using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>The names of files where DuckDB knows paths only.</summary>
internal static class FileNames
{
    /// <summary>The column in which DuckDB puts the path.</summary>
    public const string Column = "levain file";

    /// <summary>The name of a row's file within the tree, as SQL.</summary>
    public static string Relative(InputFiles files)
    {
        var path = Sql.Identifier(Column);
        if (files.Files is [var only]) return Sql.Literal(only.Relative);
        // All paths begin alike, and end in the name within the tree.
        return $"replace(substr({path}, {files.Files[0].Path.EnumerateRunes().Count() - files.Files[0].Relative.EnumerateRunes().Count() + 1}), '\\', '/')";
    }

    /// <summary>A message of DuckDB's without paths and advice: its first sentence.</summary>
    public static string Shown(string message, InputFiles files)
    {
        foreach (var file in files.Files) message = message.Replace(file.Path, file.Name, StringComparison.Ordinal);
        foreach (var advice in (string[])[" Possible ", " Try ", "  file = ", " LINE "])
            if (message.IndexOf(advice, StringComparison.Ordinal) is > 0 and var at) message = message[..at];
        return (message.Length > 200 ? $"{message[..200]}…" : message).TrimEnd('.', ' ');
    }
}
