namespace Levain.Tables;

/// <summary>Makes a column of lists: append the elements to <see cref="Elements"/>, then say how many of them the row has.</summary>
public sealed class ListColumnBuilder : ColumnBuilder
{
    private readonly Segments<int> offsets;
    private readonly ValidityBuilder validity = new();
    private int taken;

    public ListColumnBuilder(Field field, int? expectedRows = null) : base(field)
    {
        if (field.Type.Kind != ColumnKind.List) throw new BuildException($"column `{field.Name}` is {field.Type}, not a list");
        Elements = For(new("element", field.Type.Element!));
        offsets = new(expectedRows + 1);
        offsets.Add(0);
    }

    public ColumnBuilder Elements { get; }

    public override int Count => validity.Count;

    /// <summary>Appends a row whose list is the next <paramref name="length"/> elements.</summary>
    public void Append(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        taken = checked(taken + length);
        offsets.Add(taken);
        validity.AddThere(1);
    }

    public override void AppendNull()
    {
        offsets.Add(taken);
        validity.AddMissing();
    }

    public override ListColumn Build()
    {
        if (taken != Elements.Count) throw new InvalidOperationException($"the lists of column `{Field.Name}` have {taken} elements, but {Elements.Count} were appended");
        var column = new ListColumn(Field.Name, offsets.TakeAll(), Elements.Build(), validity.TakeAll());
        taken = 0;
        offsets.Add(0);
        return column;
    }
}
