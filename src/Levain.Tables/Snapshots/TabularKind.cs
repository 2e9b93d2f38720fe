namespace Levain.Tables;

/// <summary>The kinds of files that tables are read from.</summary>
internal enum TabularKind
{
    Csv,
    Json,
    Parquet,
}
