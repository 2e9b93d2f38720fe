namespace Levain.Tables;

/// <summary>What the name of a file says of its content.</summary>
internal static class TabularName
{
    /// <param name="name">A path or an address; what follows a question mark in an address is no part of the name.</param>
    public static TabularKind? Of(string name)
    {
        if (name.Contains("://", StringComparison.Ordinal)) name = name.Split('?', '#')[0];
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => TabularKind.Csv,
            ".json" or ".jsonl" or ".ndjson" => TabularKind.Json,
            ".parquet" => TabularKind.Parquet,
            _ => null,
        };
    }
}
