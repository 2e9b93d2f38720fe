using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables.Json;

/// <summary>Has JSON files read by DuckDB, after a strict look at every byte: DuckDB lets pass what is no JSON, rounds numbers to fit, and does not survive deep nesting.</summary>
internal sealed class JsonReading(JsonFormat format, InputFiles files, Reading reading)
{
    // What DuckDB takes at least, for it reads that much at once.
    private const long SmallestObject = 16 << 20;

    /// <summary>A query over the files.</summary>
    public string Select(DuckSession session)
    {
        var declared = Declared(session);
        var layout = format.Layout == JsonLayout.Found ? JsonStart.LayoutOf(files.Files[0]) : format.Layout;
        var largest = Check(layout, declared);
        // Whoever reads asks for the columns more than once: they are found once.
        var columns = declared.Count > 0 ? format.Columns.Select(column => (column.Name, Type: declared[column.Name].ToString())).ToList() : Found(session, layout, largest);
        var types = string.Join(", ", columns.Select(column => $"{Sql.Literal(column.Name)}: {Sql.Literal(column.Type)}"));
        var list = columns.Select(column => Sql.Identifier(column.Name)).ToList();
        if (format.FileColumn is { } name) list.Add($"{FileNames.Relative(files)} AS {Sql.Identifier(name)}");
        return $"SELECT {string.Join(", ", list)} FROM {Scan(layout, largest, $"columns = {{{types}}}")}";
    }

    private IReadOnlyDictionary<string, ColumnType> Declared(DuckSession session)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var column in format.Columns)
        {
            if (!types.TryAdd(column.Name, TypeOf(session, column))) throw new BuildException($"column `{column.Name}` is declared twice");
        }

        return types;
    }

    private static ColumnType TypeOf(DuckSession session, DeclaredColumn column)
    {
        try
        {
            return session.ColumnsOf($"SELECT CAST(NULL AS {column.Type}) AS {Sql.Identifier(column.Name)}")[0].Type.Column!;
        }
        catch (DuckException error)
        {
            throw new BuildException($"column `{column.Name}` is declared as `{column.Type}`, which is no type", "write it as in SQL, such as DOUBLE, VARCHAR[] or STRUCT(x DOUBLE, y DOUBLE)", error);
        }
    }

    private long Check(JsonLayout layout, IReadOnlyDictionary<string, ColumnType> declared)
    {
        var row = declared.Count == 0 ? null : JsonShape.Of(ColumnType.Struct(declared.Select(column => new Field(column.Key, column.Value))));
        var checks = files.Files.Select(file => new JsonCheck(file, format, layout, row)).ToList();
        var errors = new BuildException?[checks.Count];
        Parallel.For(0, checks.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, reading.Threads), CancellationToken = reading.Cancellation }, (i, state) =>
        {
            // Those before the first bad one are still looked at, so that it is the same one every time.
            try
            {
                checks[i].Run(reading.Cancellation);
            }
            catch (BuildException error)
            {
                errors[i] = error;
                state.Break();
            }
        });
        if (errors.FirstOrDefault(error => error is not null) is { } first) throw first;
        if (row is null) CheckKeys(checks.SelectMany(check => check.RowKeys));
        return Math.Max(SmallestObject, checks.Max(check => check.LargestRow) + 1024);
    }

    private List<(string Name, string Type)> Found(DuckSession session, JsonLayout layout, long largest)
    {
        var found = session.ColumnsOf($"SELECT * FROM {Scan(layout, largest, "sample_size = -1, maximum_sample_files = 2147483647, maximum_depth = -1, field_appearance_threshold = 0, map_inference_threshold = -1, union_by_name = true")}");
        return [.. found.Where(column => column.Name != FileNames.Column).Select(column => (column.Name, AsWritten(column.Type.Column!).ToString()))];
    }

    // A text that looks like a time stays what it is: as a timestamp it would lose its zone, or its form.
    private static ColumnType AsWritten(ColumnType type) => type.Kind switch
    {
        ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampTz => ColumnType.String,
        ColumnKind.List => ColumnType.List(AsWritten(type.Element!)),
        ColumnKind.Struct => ColumnType.Struct(type.Fields!.Select(field => new Field(field.Name, AsWritten(field.Type)))),
        _ => type,
    };

    // DuckDB would give such keys other names.
    private void CheckKeys(IEnumerable<string> keys)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            if (key.Length == 0) throw new BuildException($"`{files.Name}` has an empty key, which no column can be named", "declare the columns to read");
            if (!seen.TryAdd(key, key) && seen[key] != key) throw new BuildException($"`{files.Name}` has the keys `{seen[key]}` and `{key}`, which differ only in letters' case, which SQL ignores", "declare the columns to read");
        }

        if (seen.Count == 0) throw new BuildException($"`{files.Name}` has no object with a key, so its columns cannot be found", "declare the columns");
    }

    private string Scan(JsonLayout layout, long largest, string options) => string.Create(CultureInfo.InvariantCulture,
        $"read_json({Sql.List(files.Files.Select(file => file.Path))}, format = '{(layout == JsonLayout.Array ? "array" : "unstructured")}', records = true, maximum_object_size = {largest}, filename = '{FileNames.Column}', {options})");
}
