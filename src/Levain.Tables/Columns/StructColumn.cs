using System.Diagnostics;

namespace Levain.Tables;

/// <summary>A column of structs: a column of equal length for each of their fields.</summary>
public sealed class StructColumn : TableColumn
{
    private readonly TableColumn[] fields;

    /// <summary>Takes the arrays themselves, which nobody may change afterwards.</summary>
    internal StructColumn(string name, TableColumn[] fields, int count, ulong[] validity)
        : base(name, ColumnType.Struct(fields.Select(field => field.Field)), count, validity)
    {
        Debug.Assert(fields.All(field => field.Count == count));
        this.fields = fields;
    }

    /// <summary>The fields' columns, which are null where the struct is.</summary>
    public IReadOnlyList<TableColumn> Fields => fields;

    /// <summary>The column of a field; an error with the nearest name when there is none.</summary>
    public TableColumn this[string field] => fields[new Schema(Type.Fields!).IndexOf(field)];

    internal override StructColumn Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new TableColumn[fields.Length];
        for (var i = 0; i < gathered.Length; i++) gathered[i] = fields[i].Gather(rows);
        return new(Name, gathered, rows.Length, GatherValidity(rows));
    }

    internal override StructColumn Slice(int start, int count) => new(Name, [.. fields.Select(field => field.Slice(start, count))], count, Bits.Slice(Validity, start, count));

    internal override StructColumn Concat(IReadOnlyList<TableColumn> columns) =>
        new(Name, [.. fields.Select((field, i) => field.Concat([.. columns.Select(column => ((StructColumn)column).fields[i])]))], TotalCount(columns), ConcatValidity(columns));

    public override StructColumn Named(string name) => name == Name ? this : new(name, fields, Count, ValidityWords);
}
