namespace Levain.Tables;

/// <summary>What the name of a file says of its content.</summary>
/// <param name="Compression"><c>none</c>, <c>gzip</c> or <c>zstd</c>, as DuckDB names them.</param>
internal sealed record TabularName(TabularKind Kind, string Compression)
{
    /// <param name="name">A path or an address; what follows a question mark in an address is no part of the name.</param>
    public static TabularName? Of(string name)
    {
        if (name.Contains("://", StringComparison.Ordinal)) name = name.Split('?', '#')[0];
        var lower = name.ToLowerInvariant();
        var compression = lower.EndsWith(".gz", StringComparison.Ordinal) ? "gzip" : lower.EndsWith(".zst", StringComparison.Ordinal) ? "zstd" : "none";
        if (compression != "none") lower = lower[..lower.LastIndexOf('.')];
        return Path.GetExtension(lower) switch
        {
            ".csv" or ".tsv" => new(TabularKind.Csv, compression),
            ".json" or ".jsonl" or ".ndjson" => new(TabularKind.Json, compression),
            ".parquet" when compression == "none" => new(TabularKind.Parquet, compression),
            _ => null,
        };
    }
}
