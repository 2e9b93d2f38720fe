using System.Globalization;

namespace Levain.Tables;

/// <summary>The end of a range: a number, a date or a moment. Each turns into a bound by itself.</summary>
public sealed record Bound
{
    private Bound(string value, string type) => (Value, Type) = (value, type);

    /// <summary>As SQL writes it.</summary>
    public string Value { get; private init; }

    /// <summary>The type in SQL.</summary>
    public string Type { get; private init; }

    internal bool IsNumber => Type is not ("DATE" or "TIMESTAMP");

    internal string InSql => $"CAST({DuckDb.Sql.Literal(Value)} AS {Type})";

    public static implicit operator Bound(long value) => new(value.ToString(CultureInfo.InvariantCulture), "BIGINT");

    public static implicit operator Bound(double value) =>
        double.IsNaN(value) ? throw new BuildException("a range cannot end at NaN") : new(value.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "inf", StringComparison.Ordinal), "DOUBLE");

    public static implicit operator Bound(decimal value) => new(value.ToString(CultureInfo.InvariantCulture), $"DECIMAL(38,{value.Scale})");

    public static implicit operator Bound(DateOnly value) => new(value.ToString("O", CultureInfo.InvariantCulture), "DATE");

    public static implicit operator Bound(DateTimeOffset value) => Timestamp.From(value);

    public static implicit operator Bound(Timestamp value) => new(value.ToString(), "TIMESTAMP");

    public override string ToString() => Value;
}
