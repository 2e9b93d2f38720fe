namespace Levain.Tables.Csv;

/// <summary>The columns of a file, and which of them are read.</summary>
/// <param name="Names">Of all columns, in the order of the fields.</param>
/// <param name="Fields">Of those that are read; the type is null until it is found.</param>
internal sealed record CsvShape(IReadOnlyList<string> Names, IReadOnlyList<(string Name, int Field, ColumnType? Type)> Fields)
{
    /// <param name="header">Null when the file has none.</param>
    /// <param name="count">How many fields the first record has.</param>
    public static CsvShape Of(CsvFormat format, InputFile file, IReadOnlyList<string>? header, int count)
    {
        var declared = format.Columns.Select(column => (column.Name, Type: ScalarType.Parse(column))).ToList();
        if (header is null)
        {
            if (format.Header || (declared.Count == 0 && count == 0)) throw CsvError.Empty(file);
            IReadOnlyList<string> names = declared.Count > 0 ? [.. declared.Select(column => column.Name)] : [.. Enumerable.Range(1, count).Select(index => $"column{index}")];
            return new(names, [.. names.Select((name, i) => (name, i, declared.Count > 0 ? declared[i].Type : null))]);
        }

        CheckNames(file, header);
        if (declared.Count == 0) return new(header, [.. header.Select((name, i) => (name, i, (ColumnType?)null))]);
        return new(header, [.. declared.Select(column => (column.Name, IndexOf(file, header, column.Name), (ColumnType?)column.Type))]);
    }

    private static int IndexOf(InputFile file, IReadOnlyList<string> header, string name) =>
        header.ToList().IndexOf(name) is >= 0 and var index ? index : throw new BuildException($"the header of `{file.Name}` has no column `{name}`", NearestName.Hint(name, header.ToList()));

    private static void CheckNames(InputFile file, IReadOnlyList<string> header)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Length == 0) throw CsvError.Header(file, $"column {i + 1} has no name", "name it, or set `Header = false` if the first line has values");
            if (header[i].Any(char.IsControl)) throw CsvError.Header(file, $"the name of column {i + 1} holds a control character", "the file may be binary, or have another `Encoding`");
            if (!seen.TryAdd(header[i], i)) throw CsvError.Header(file, $"columns {seen[header[i]] + 1} and {i + 1} are both `{header[i]}`{(header[seen[header[i]]] == header[i] ? "" : " when letters' case is ignored, as SQL does")}", "give one of them another name");
        }
    }

    /// <summary>Refuses a further file whose columns are others.</summary>
    public void CheckSame(InputFile first, InputFile file, IReadOnlyList<string>? header)
    {
        if (header is null || header.SequenceEqual(Names)) return;
        for (var i = 0; i < Math.Min(header.Count, Names.Count); i++)
            if (header[i] != Names[i]) throw CsvError.Header(file, $"column {i + 1} is `{CsvText.Show(System.Text.Encoding.UTF8.GetBytes(header[i]))}`, but `{Names[i]}` in `{first.Name}`", "files of one table have the same columns in the same order");
        throw CsvError.Header(file, $"it has {header.Count} columns, but `{first.Name}` has {Names.Count}", "files of one table have the same columns in the same order");
    }
}
