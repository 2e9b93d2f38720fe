using System.Globalization;
using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>Reads the values of an input: of many rows of a table, or of one row.</summary>
internal sealed class FittedInput(RawFields fields, Input input)
{
    /// <summary>Of how many rows values are read at a time: they stay near.</summary>
    public const int Chunk = 1024;

    public Input Input => input;

    public string Column => input.Column;

    public int Place { get; } = fields.IndexOf(input.Column);

    public RawField Field => fields[Place];

    public bool IsText => Field.Form == RawForm.Text && input.Part is null;

    public FeatureKind Kind =>
        input.Part is not null || input.Buckets.Count > 0 ? FeatureKind.Whole
        : Field.Form == RawForm.Truth ? FeatureKind.Indicator
        : Field.IsWhole ? FeatureKind.Whole
        : FeatureKind.Number;

    /// <summary>This, when it is a number.</summary>
    public FittedInput Numeric()
    {
        if (input.Part is { } part)
            return Field.Form is RawForm.Time or RawForm.Moment or RawForm.Text || Field.IsWhole ? this
                : throw new BuildException($"column `{Column}` is {Field.Type}, which has no {part}", "take a part of a date, of text such as 2026-02-28, or of a whole number such as 20260228");
        return Field.Form switch
        {
            RawForm.Text => throw new BuildException($"column `{Column}` is {Field.Type}, not a number", "use a `OneHotEncoder`, `FrequencyEncoder` or `CategoryEncoder`, or cast it in SQL"),
            RawForm.Time or RawForm.Moment => throw new BuildException($"column `{Column}` is {Field.Type}, not a number", $"take a part of it, such as `Input.Date(\"{Column}\", DatePart.Year)`"),
            _ => this,
        };
    }

    /// <summary>This, when its values can be told apart.</summary>
    public FittedInput Keyed()
    {
        if (!IsText) return Numeric();
        return input.Buckets.Count == 0 ? this : throw new BuildException($"column `{Column}` is {Field.Type}, which has no ranges of numbers", "leave `Buckets` out");
    }

    /// <summary>This, when it is text.</summary>
    public FittedInput Textual() => IsText ? this : throw new BuildException($"column `{Column}` is {Field.Type}, not text", "labels are cut out of text: use a `OneHotEncoder`");

    /// <summary>A value as it is written here: a number in its shortest form.</summary>
    public string Canonical(string value) =>
        IsText ? value
        : NumberKey.TryParse(value, out var key) ? key.ToString()
        : throw new BuildException($"column `{Column}` is {Field.Type}, so `{value}` is none of its values", "give a number");

    /// <summary>Numbers of rows that follow each other; NaN where there is none.</summary>
    public void Numbers(TableColumn column, int start, Span<double> numbers)
    {
        RawNumbers.Read(this, column, start, numbers);
        Finish(numbers, start);
    }

    /// <summary>The number of a row; NaN where there is none.</summary>
    public double Number(RawRow row)
    {
        ref readonly var value = ref row[Place];
        Span<double> number = [value.IsMissing ? double.NaN : input.Part is not { } part ? value.Number : DateParts.Of(part, Moment(row, value, -1)) ?? throw NoPart(-1)];
        Finish(number, -1);
        return number[0];
    }

    /// <summary>The numbers of rows that follow each other, as keys.</summary>
    public void Keys(TableColumn column, int start, Span<NumberKey> keys)
    {
        if (IsPlain && RawNumbers.TryReadKeys(column, start, keys))
        {
            for (var i = 0; i < keys.Length && input.IsRequired; i++)
                if (keys[i].IsMissing) throw Missing(start + i);
            return;
        }

        Span<double> numbers = stackalloc double[keys.Length];
        Numbers(column, start, numbers);
        for (var i = 0; i < keys.Length; i++) keys[i] = NumberKey.Of(numbers[i]);
    }

    public NumberKey Key(RawRow row)
    {
        ref readonly var value = ref row[Place];
        return IsPlain && value.IsWhole ? NumberKey.Of(value.Whole) : NumberKey.Of(Number(row));
    }

    public BuildException Missing(int row) => new($"column `{Column}` has no value{At(row)}, but is required", "give one, or leave `IsRequired` out");

    /// <summary>Where in a table a row is, for a sentence; nothing for a single row.</summary>
    public static string At(int row) => row < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" in row {row + 1}");

    public BuildException NoPart(int row) => new($"column `{Column}` holds a moment{At(row)} that is not in the years 1 to 9999", "correct it, or make it null");

    public long MomentOf(long number, int row) =>
        DateParts.TryOf(number, out var moment) ? moment : throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"column `{Column}` holds {number}{At(row)}, which is no date"), "write dates as whole numbers such as 20260228");

    public long MomentOf(ReadOnlySpan<byte> text, int row) =>
        DateParts.TryOf(text, out var moment) ? moment : throw new BuildException($"column `{Column}` holds `{Short(text)}`{At(row)}, which is no date", "write dates as 2026-02-28 or 2026-02-28T20:15:00Z");

    public static string Short(ReadOnlySpan<byte> text) => text.Length <= 80 ? Encoding.UTF8.GetString(text) : $"{Encoding.UTF8.GetString(text[..80])}…";

    private bool IsPlain => input.Part is null && input.Buckets.Count == 0 && Field.Form != RawForm.Single;

    private long Moment(RawRow row, in RawValue value, int at) => Field.Form switch
    {
        RawForm.Text => MomentOf(row.Text(value), at),
        RawForm.Number => MomentOf(value.IsWhole ? value.Whole : WholeOf(value.Number), at),
        _ => value.Whole,
    };

    private static long WholeOf(double number) => Math.Abs(number) < 1e18 ? (long)Math.Floor(number) is var whole && whole == number ? whole : -1 : -1;

    // The one place through which the numbers of tables and of single rows go.
    private void Finish(Span<double> numbers, int start)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            // A zero has no sign in JSON, so it has none here.
            numbers[i] += 0.0;
            if (double.IsFinite(numbers[i])) continue;
            var row = start < 0 ? -1 : start + i;
            if (!double.IsNaN(numbers[i])) throw new BuildException($"column `{Column}` holds infinity{At(row)}", "make it null in SQL, or correct it");
            if (input.IsRequired) throw Missing(row);
            // There are many; one stands for all.
            numbers[i] = double.NaN;
        }

        if (Field.Form == RawForm.Single && input.Part is null)
            foreach (ref var number in numbers) number = (float)number;
        if (input.Buckets.Count == 0) return;
        foreach (ref var number in numbers)
            if (!double.IsNaN(number)) number = Bucket(number);
    }

    private int Bucket(double number)
    {
        foreach (var bucket in input.Buckets)
            if (bucket.Holds(number)) return bucket.Value;
        return 0;
    }
}
