namespace Levain.Tables;

/// <summary>Makes a column of plain values.</summary>
public sealed class ValueColumnBuilder<T> : ColumnBuilder where T : unmanaged
{
    private readonly Segments<T> values;
    private readonly ValidityBuilder validity = new();

    public ValueColumnBuilder(string name, int? expectedRows = null) : this(new Field(name, ColumnType.Of<T>()), expectedRows)
    {
    }

    public ValueColumnBuilder(Field field, int? expectedRows = null) : base(field)
    {
        if (!field.Type.Holds<T>()) throw new BuildException($"column `{field.Name}` is {field.Type}, which `{typeof(T).Name}` values are not");
        values = new(expectedRows);
    }

    public override int Count => validity.Count;

    public void Append(T value)
    {
        values.Add(value);
        validity.AddThere(1);
    }

    public void Append(T? value)
    {
        if (value is { } there) Append(there);
        else AppendNull();
    }

    /// <summary>Appends rows; bit i of <paramref name="there"/> says whether value i is there, none at all that each is. A value that is not there is ignored.</summary>
    public void Append(ReadOnlySpan<T> rows, ReadOnlySpan<ulong> there = default)
    {
        validity.Add(there, rows.Length);
        for (var done = 0; done < rows.Length;)
        {
            var room = values.Room(rows.Length - done);
            rows.Slice(done, room.Length).CopyTo(room);
            if (!there.IsEmpty) Blank(room, there, done);
            done += room.Length;
        }
    }

    public override void AppendNull()
    {
        values.Add(default(T));
        validity.AddMissing();
    }

    public override ValueColumn<T> Build() => new(Field.Name, Field.Type, values.TakeAll(), validity.TakeAll());

    // What stands under a null is chance, and chance must not reach a result.
    private static void Blank(Span<T> room, ReadOnlySpan<ulong> there, int from)
    {
        for (var i = 0; i < room.Length; i++)
        {
            if (((from + i) & 63) == 0 && there[(from + i) >> 6] == ulong.MaxValue)
            {
                i += 63;
                continue;
            }

            if (!Bits.Has(there, from + i)) room[i] = default;
        }
    }
}
