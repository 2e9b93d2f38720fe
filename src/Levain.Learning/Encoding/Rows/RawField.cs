namespace Levain.Learning.Encoders;

/// <summary>A column of the training rows that features are made of.</summary>
internal sealed class RawField
{
    public RawField(Field field)
    {
        (Name, Type) = (field.Name, field.Type);
        Form = Type.Kind switch
        {
            ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Double or ColumnKind.Decimal => RawForm.Number,
            ColumnKind.Float => RawForm.Single,
            ColumnKind.Bool => RawForm.Truth,
            ColumnKind.String => RawForm.Text,
            ColumnKind.Date or ColumnKind.Timestamp => RawForm.Time,
            ColumnKind.TimestampTz => RawForm.Moment,
            _ => throw new BuildException($"column `{Name}` is {Type}, of which no feature can be made", "take its values out first, in SQL"),
        };
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public RawForm Form { get; }

    public bool IsWhole => Type.Kind is ColumnKind.Int32 or ColumnKind.Int64;

    /// <summary>The column of a table, when it can be read as the training rows were.</summary>
    public TableColumn Of(Table table)
    {
        var column = table.Schema.Contains(Name) ? table[Name] : throw new BuildException($"the table has no column `{Name}`, which features are made of", NearestName.Hint(Name, [.. table.Schema.Fields.Select(field => field.Name)]));
        // Where there is nothing, nothing can be misread: a file of nulls has no type of its own.
        if (column.NullCount == column.Count || Fits(column.Type.Kind)) return column;
        throw new BuildException($"column `{Name}` is {column.Type}, but was {Type} in the training rows", "cast it in SQL");
    }

    private bool Fits(ColumnKind kind) => Form switch
    {
        RawForm.Number or RawForm.Single => kind is ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Float or ColumnKind.Double or ColumnKind.Decimal,
        RawForm.Time => kind is ColumnKind.Date or ColumnKind.Timestamp,
        _ => kind == Type.Kind,
    };
}
