using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests;

/// <summary>A row of the tables that properties are tested with: few different values, so that keys meet, and all that is odd.</summary>
public sealed record Sample(string? Key, int? Number, double? Value)
{
    public static Gen<Sample[]> Some { get; } =
        (from key in Gen.Elements<string?>(null, "", "a", "b", "ab", "\uffff", "\U00010000")
         from number in Gen.Elements<int?>(null, 0, 1, -1, 2, int.MinValue, int.MaxValue)
         from value in Gen.Elements<double?>(null, 0.0, -0.0, 1.5, -1.5, 0.1, 0.2, 1e300, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon)
         select new Sample(key, number, value)).ArrayOf();

    /// <summary>As <see cref="Some"/>, without what makes every sum special.</summary>
    public static Gen<Sample[]> Plain { get; } = Some.Select(rows => rows.Select(row => row with { Value = row.Value is { } value && double.IsFinite(value) ? value : null }).ToArray());

    public static int CompareKeys(Sample left, Sample right) => NullsLast(left.Key, right.Key, (a, b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)));

    public static int CompareNumbersDown(Sample left, Sample right) =>
        left.Number is null || right.Number is null ? (left.Number is null).CompareTo(right.Number is null) : right.Number.Value.CompareTo(left.Number.Value);

    public static int CompareValues(Sample left, Sample right) =>
        left.Value is not { } a || right.Value is not { } b ? (left.Value is null).CompareTo(right.Value is null)
        : double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b))
        : a.CompareTo(b);

    private static int NullsLast<T>(T? left, T? right, Comparison<T> compare) where T : class =>
        left is null || right is null ? (left is null).CompareTo(right is null) : compare(left, right);
}
