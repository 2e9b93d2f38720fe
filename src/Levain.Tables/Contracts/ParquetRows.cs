using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Rows of a Parquet file, as they are.</summary>
internal sealed record ParquetRows : ITableFormat
{
    public string Select(string path) => $"SELECT * FROM read_parquet({Sql.Literal(path)})";
}
