namespace Levain.Learning.Encoders;

/// <summary>A field of a row: what it holds, in the form that its field has. The default is a field that was not given.</summary>
internal readonly record struct RawValue
{
    private enum State : byte
    {
        NotGiven,
        Missing,
        Number,
        Whole,
        Text,
    }

    private readonly State state;

    private RawValue(State state) => this.state = state;

    public bool IsGiven => state != State.NotGiven;

    public bool IsMissing => state <= State.Missing;

    public bool IsWhole => state == State.Whole;

    /// <summary>The amount.</summary>
    public double Number { get; private init; }

    /// <summary>A whole number, or microseconds since 1970.</summary>
    public long Whole { get; private init; }

    /// <summary>Where a text begins in the row's bytes.</summary>
    public int Start { get; private init; }

    public int Length { get; private init; }

    public static RawValue Missing { get; } = new(State.Missing);

    public static RawValue Of(double number) => double.IsNaN(number) ? Missing : new(State.Number) { Number = number };

    public static RawValue Of(long whole) => new(State.Whole) { Whole = whole, Number = whole };

    public static RawValue Of(int start, int length) => new(State.Text) { Start = start, Length = length };

    public NumberKey Key => IsMissing ? default : IsWhole ? NumberKey.Of(Whole) : NumberKey.Of(Number);
}
