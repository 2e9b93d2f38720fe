using System.Globalization;
using System.Numerics;

namespace Levain.Learning.Encoders;

/// <summary>A number that stands for itself, not for an amount: equal numbers have equal keys, whatever type they have. The default is none.</summary>
internal readonly struct NumberKey : IEquatable<NumberKey>, IComparable<NumberKey>
{
    private enum Form
    {
        None,
        Whole,
        Fraction,
    }

    // Whole numbers, which a double would round beyond 2^53, or the bits of what is none.
    private readonly long bits;
    private readonly Form form;

    private NumberKey(long bits, Form form) => (this.bits, this.form) = (bits, form);

    public bool IsMissing => form == Form.None;

    public bool IsWhole => form == Form.Whole;

    /// <summary>The number, where it is whole.</summary>
    public long Whole => bits;

    public static NumberKey Of(long value) => new(value, Form.Whole);

    public static NumberKey Of(double value) =>
        double.IsNaN(value) ? default
        : value is >= -9223372036854775808.0 and < 9223372036854775808.0 && Math.Truncate(value) == value ? Of((long)value)
        : new(BitConverter.DoubleToInt64Bits(value), Form.Fraction);

    public static NumberKey Of(decimal value) => decimal.Truncate(value) == value && value is >= -9223372036854775808m and <= 9223372036854775807m ? Of((long)value) : Of(ExactNumber.Of(value));

    public static bool TryParse(string text, out NumberKey key)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            key = Of(whole);
            return true;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        key = Of(value);
        return isNumber;
    }

    public bool Equals(NumberKey other) => bits == other.bits && form == other.form;

    public override bool Equals(object? obj) => obj is NumberKey other && Equals(other);

    // Whole numbers of few digits and doubles of few bits must both spread.
    public override int GetHashCode() => (int)(BitOperations.RotateLeft((ulong)bits * 0x9E37_79B9_7F4A_7C15, 32) & int.MaxValue);

    /// <summary>By size. No fraction lies where a whole number is rounded as a double.</summary>
    public int CompareTo(NumberKey other) =>
        form == Form.Whole && other.form == Form.Whole ? bits.CompareTo(other.bits)
        : Value.CompareTo(other.Value) is not 0 and var order ? order
        : form.CompareTo(other.form);

    public override string ToString() => form == Form.Whole ? bits.ToString(CultureInfo.InvariantCulture) : Value.ToString("R", CultureInfo.InvariantCulture);

    private double Value => form switch
    {
        Form.None => double.NaN,
        Form.Whole => bits,
        _ => BitConverter.Int64BitsToDouble(bits),
    };
}
