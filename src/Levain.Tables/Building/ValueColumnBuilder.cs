namespace Levain.Tables;

/// <summary>Makes a column of plain values.</summary>
public sealed class ValueColumnBuilder<T> : ColumnBuilder where T : unmanaged
{
    private readonly GrowingArray<T> values;
    private readonly ValidityBuilder validity = new();

    public ValueColumnBuilder(string name, int? expectedRows = null) : this(new Field(name, ColumnType.Of<T>()), expectedRows)
    {
    }

    public ValueColumnBuilder(Field field, int? expectedRows = null) : base(field)
    {
        if (!field.Type.Holds<T>()) throw new BuildException($"column `{field.Name}` is {field.Type}, which `{typeof(T).Name}` values are not");
        values = new(expectedRows);
    }

    /// <param name="place">Where the values go: a part of an array that other builders fill beside.</param>
    internal ValueColumnBuilder(Field field, Memory<T> place) : this(field) => values = new(place);

    public override int Count => values.Count;

    public void Append(T value)
    {
        values.Add(value);
    }

    public void Append(T? value)
    {
        if (value is { } there) Append(there);
        else AppendNull();
    }

    /// <summary>Appends rows; bit i of <paramref name="there"/> says whether value i is there, none at all that each is. A value that is not there is ignored.</summary>
    public void Append(ReadOnlySpan<T> rows, ReadOnlySpan<ulong> there = default)
    {
        if (there.IsEmpty)
        {
            values.Add(rows);
            return;
        }

        validity.AddAt(values.Count, there, rows.Length);
        for (var start = 0; start < rows.Length; start += 64) AppendWord(rows[start..Math.Min(start + 64, rows.Length)], there[start >> 6]);
    }

    public override void AppendNull()
    {
        validity.AddMissingAt(values.Count);
        values.Add(default(T));
    }

    public override ValueColumn<T> Build()
    {
        var (rows, there) = (values.Count, validity.TakeAll(values.Count));
        var all = values.TakeAll(out var start);
        return new(Field.Name, Field.Type, all, start, rows, there);
    }

    // What stands under a null is chance, and chance must not reach a result.
    private void AppendWord(ReadOnlySpan<T> rows, ulong there)
    {
        if (there == ulong.MaxValue)
        {
            values.Add(rows);
            return;
        }

        for (var i = 0; i < rows.Length; i++) values.Add((there >> i & 1) != 0 ? rows[i] : default(T));
    }
}
