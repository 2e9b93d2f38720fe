using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>The columns that features are made of, by name.</summary>
internal sealed class RawFields
{
    private readonly RawField[] fields;
    private readonly TextTable names;

    public RawFields(IEnumerable<Field> fields)
    {
        // Their order means nothing.
        this.fields = [.. fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => new RawField(field))];
        names = new([.. this.fields.Select(field => Encoding.UTF8.GetBytes(field.Name))]);
        Schema = new(this.fields.Select(field => new Field(field.Name, field.Type)));
    }

    public static RawFields Of(Table table, IEnumerable<string> names) => new(names.Distinct(StringComparer.Ordinal).Select(name => table.Schema[name]));

    public Schema Schema { get; }

    public int Count => fields.Length;

    public RawField this[int place] => fields[place];

    public int IndexOf(string name) => Schema.IndexOf(name);

    /// <summary>Where a field stands, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name) => names.Find(name);
}
