namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>The column of a name, whose values are <typeparamref name="T"/>; an error that says what it is when they are not.</summary>
    public ValueColumn<T> Column<T>(string name) where T : unmanaged => As<ValueColumn<T>>(name, typeof(T).Name);

    public ValueColumn<bool> Bools(string name) => As<ValueColumn<bool>>(name, "BOOLEAN");

    public ValueColumn<int> Ints(string name) => As<ValueColumn<int>>(name, "INTEGER");

    public ValueColumn<long> Longs(string name) => As<ValueColumn<long>>(name, "BIGINT");

    public ValueColumn<float> Floats(string name) => As<ValueColumn<float>>(name, "FLOAT");

    public ValueColumn<double> Doubles(string name) => As<ValueColumn<double>>(name, "DOUBLE");

    public ValueColumn<decimal> Decimals(string name) => As<ValueColumn<decimal>>(name, "DECIMAL");

    public ValueColumn<DateOnly> Dates(string name) => As<ValueColumn<DateOnly>>(name, "DATE");

    /// <summary>A column of timestamps, with or without a zone.</summary>
    public ValueColumn<Timestamp> Timestamps(string name) => As<ValueColumn<Timestamp>>(name, "TIMESTAMP");

    public StringColumn Strings(string name) => As<StringColumn>(name, "VARCHAR");

    public ListColumn Lists(string name) => As<ListColumn>(name, "a list");

    public StructColumn Structs(string name) => As<StructColumn>(name, "a struct");

    private T As<T>(string name, string expected) where T : TableColumn =>
        this[name] is T column ? column : throw new BuildException($"column `{name}` is {this[name].Type}, not {expected}", "read it as what it is, or cast it in SQL");
}
