namespace Levain.Tables;

/// <summary>Makes a column of structs: append one value to each of <see cref="Fields"/>, then the row.</summary>
public sealed class StructColumnBuilder : ColumnBuilder
{
    private readonly ColumnBuilder[] fields;
    private readonly ValidityBuilder validity = new();

    public StructColumnBuilder(Field field, int? expectedRows = null) : base(field)
    {
        if (field.Type.Kind != ColumnKind.Struct) throw new BuildException($"column `{field.Name}` is {field.Type}, not a struct");
        fields = [.. field.Type.Fields!.Select(part => For(part, expectedRows))];
    }

    public IReadOnlyList<ColumnBuilder> Fields => fields;

    public override int Count => validity.Count;

    /// <summary>Appends a row whose fields were appended.</summary>
    public void Append() => validity.AddThere(1);

    /// <summary>Appends rows whose fields were appended, null where the struct is; bit i of <paramref name="there"/> says whether struct i is, none at all that each is.</summary>
    public void Append(int count, ReadOnlySpan<ulong> there = default) => validity.Add(there, count);

    /// <summary>Appends a row that is null, in all its fields too.</summary>
    public override void AppendNull()
    {
        foreach (var field in fields) field.AppendNull();
        validity.AddMissing();
    }

    public override StructColumn Build()
    {
        foreach (var field in fields)
            if (field.Count != Count)
                throw new InvalidOperationException($"field `{field.Field.Name}` of column `{Field.Name}` has {field.Count} rows, but {Count} structs were appended");

        var rows = Count;
        return new(Field.Name, [.. fields.Select(field => field.Build())], rows, validity.TakeAll());
    }
}
