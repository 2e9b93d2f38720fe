using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>The values of an input that are known, each under its number.</summary>
internal sealed class KeyTable
{
    private readonly TextTable? texts;
    private readonly Dictionary<NumberKey, int>? numbers;
    // The numbers of whole numbers from the least on, plus 1; empty where they lie far apart.
    private readonly int[] dense = [];
    private readonly long least;

    private KeyTable(string[] values, bool areTexts)
    {
        Texts = values;
        if (areTexts)
        {
            texts = new(Array.ConvertAll(values, Encoding.UTF8.GetBytes));
            return;
        }

        numbers = new(values.Length);
        for (var i = 0; i < values.Length; i++)
            if (NumberKey.TryParse(values[i], out var key)) numbers[key] = i;
        if (numbers.Count == 0 || !numbers.Keys.All(key => key.IsWhole)) return;
        least = numbers.Keys.Min(key => key.Whole);
        var range = (Int128)numbers.Keys.Max(key => key.Whole) - least + 1;
        if (range > Math.Max(1024, 8 * values.Length)) return;
        dense = new int[(int)range];
        foreach (var (key, place) in numbers) dense[key.Whole - least] = place + 1;
    }

    /// <summary>The values as they are written, in their order.</summary>
    public IReadOnlyList<string> Texts { get; }

    public int Count => Texts.Count;

    /// <summary>Values that somebody gives; each must be one that the input can have, and none may come twice.</summary>
    public static KeyTable Of(IReadOnlyList<string> values, FittedInput input)
    {
        if (values.Count == 0) throw new BuildException($"column `{input.Column}` is given no values", "name some, or leave `Values` out to take those of the training rows");
        string[] canonical = [.. values.Select(input.Canonical)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in canonical)
        {
            CheckLength(input.Column, Encoding.UTF8.GetByteCount(value));
            if (!seen.Add(value)) throw new BuildException($"the values of column `{input.Column}` name `{value}` twice", "name it once");
        }

        return new(canonical, input.IsText);
    }

    /// <summary>This, when there are not too many.</summary>
    public KeyTable AtMost(int most, FittedInput input, string instead) => Count <= most ? this : throw TooMany(input.Column, Count, most, instead);

    public static BuildException TooMany(string column, int count, int most, string instead) => new($"column `{column}` has {count} different values, more than {most}", instead);

    public static void CheckLength(string column, int bytes)
    {
        if (bytes > Limits.LongestText) throw new BuildException($"a value of column `{column}` is {bytes} bytes long, more than {Limits.LongestText}", "leave the column out: such texts are no categories");
    }

    /// <summary>The number of a text, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text) => texts!.Find(text);

    /// <summary>The number of a number, or -1.</summary>
    public int Find(NumberKey key)
    {
        if (dense.Length == 0) return numbers!.TryGetValue(key, out var place) ? place : -1;
        var at = (ulong)key.Whole - (ulong)least;
        return key.IsWhole && at < (ulong)dense.Length ? dense[at] - 1 : -1;
    }

    public int Find(string canonical) =>
        texts is not null ? Find(Encoding.UTF8.GetBytes(canonical))
        : NumberKey.TryParse(canonical, out var key) ? Find(key) : -1;
}
