using Levain.Tables.DuckDb;

namespace Levain.Tables.Parquet;

/// <summary>Has Parquet files read by DuckDB, after a look at their ends.</summary>
internal sealed class ParquetReading(ParquetFormat format, InputFiles files)
{
    /// <summary>A query over the files.</summary>
    public string Select(DuckSession session)
    {
        foreach (var file in files.Files) ParquetEnds.Check(file);
        // Columns are listed, because a folder above the tree may look like a partition too.
        var columns = session.ColumnsOf($"SELECT * FROM {Scan(partitions: false)}").Select(column => column.Name).ToList();
        CheckPartitions(columns);
        var list = columns.Select(Sql.Identifier).Concat(format.Partitions.Select(partition => Sql.Identifier(partition.Name)));
        if (format.FileColumn is { } name) list = list.Append($"{FileNames.Relative(files)} AS {Sql.Identifier(name)}");
        return $"SELECT {string.Join(", ", list)} FROM {Scan(format.Partitions.Count > 0)}";
    }

    private string Scan(bool partitions)
    {
        var types = string.Join(", ", format.Partitions.Select(partition => $"{Sql.Literal(partition.Name)}: {ScalarType.Parse(partition)}"));
        return $"read_parquet({Sql.List(files.Files.Select(file => file.Path))}, union_by_name = {(format.UnionByName ? "true" : "false")}, hive_partitioning = {(partitions ? $"true, hive_types = {{{types}}}" : "false")}, filename = '{FileNames.Column}')";
    }

    private void CheckPartitions(List<string> columns)
    {
        columns.Remove(FileNames.Column);
        foreach (var partition in format.Partitions)
        {
            if (columns.Contains(partition.Name)) throw new BuildException($"`{partition.Name}` is a column of `{files.Name}` and a folder too", "leave it out of `Partitions`");
            foreach (var file in files.Files)
                if (!file.Relative.Split('/').Any(part => part.StartsWith($"{partition.Name}=", StringComparison.Ordinal)))
                    throw new BuildException($"`{file.Name}` lies in no folder `{partition.Name}=…`", "put each file into such a folder, or leave the column out of `Partitions`");
        }
    }
}
