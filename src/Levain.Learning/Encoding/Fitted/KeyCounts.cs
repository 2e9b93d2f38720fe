using System.Runtime.InteropServices;
using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>How many rows of a table have each value of an input, sorted: text by code point, numbers by size.</summary>
internal sealed class KeyCounts
{
    private readonly FittedInput input;
    private readonly List<(string Value, long Count)> values;

    private KeyCounts(FittedInput input, IEnumerable<(string Value, long Count)> values)
    {
        (this.input, this.values) = (input, [.. values]);
        if (this.values.Count == 0) throw new BuildException($"column `{input.Column}` has no values in the training rows", "leave it out, or look at what the table is made of");
    }

    /// <param name="missingAs">What rows without a value count as; null for nothing.</param>
    public static KeyCounts Of(Table table, FittedInput input, string? missingAs)
    {
        var column = input.Field.Of(table);
        if (input.Input.IsRequired && column.NullCount > 0) throw input.Missing(FirstMissing(column));
        return input.IsText && column is StringColumn texts ? new(input, OfTexts(input, texts, missingAs)) : new(input, OfNumbers(input, column, missingAs));
    }

    public KeyTable Keys(int most, string instead) =>
        values.Count <= most ? KeyTable.Of([.. values.Select(value => value.Value)], input) : throw KeyTable.TooMany(input.Column, values.Count, most, instead);

    /// <summary>The share of each value among the rows that have one.</summary>
    public double[] Shares()
    {
        double all = values.Sum(value => value.Count);
        return [.. values.Select(value => value.Count / all)];
    }

    private static IEnumerable<(string Value, long Count)> OfTexts(FittedInput input, StringColumn column, string? missingAs)
    {
        // The dictionary has each text once, but may have some that no row has.
        var counts = new long[column.Dictionary.Count + 1];
        foreach (var code in column.Codes) counts[code + 1]++;
        var found = new List<(byte[] Utf8, long Count)>();
        for (var code = 0; code < column.Dictionary.Count; code++)
        {
            if (counts[code + 1] == 0) continue;
            KeyTable.CheckLength(input.Column, column.Dictionary.Utf8(code).Length);
            found.Add((column.Dictionary.Utf8(code).ToArray(), counts[code + 1]));
        }

        if (missingAs is not null && counts[0] > 0)
        {
            var utf8 = Encoding.UTF8.GetBytes(missingAs);
            var same = found.FindIndex(value => value.Utf8.AsSpan().SequenceEqual(utf8));
            if (same < 0) found.Add((utf8, counts[0]));
            else found[same] = (utf8, found[same].Count + counts[0]);
        }

        found.Sort((left, right) => left.Utf8.AsSpan().SequenceCompareTo(right.Utf8));
        return found.Select(value => (Encoding.UTF8.GetString(value.Utf8), value.Count));
    }

    private static IEnumerable<(string Value, long Count)> OfNumbers(FittedInput input, TableColumn column, string? missingAs)
    {
        var missing = missingAs is not null && NumberKey.TryParse(missingAs, out var key) ? key : default;
        var counts = new Dictionary<NumberKey, long>();
        var keys = new NumberKey[FittedInput.Chunk];
        for (var start = 0; start < column.Count; start += keys.Length)
        {
            var chunk = keys.AsSpan(0, Math.Min(keys.Length, column.Count - start));
            input.Keys(column, start, chunk);
            foreach (var one in chunk)
            {
                var counted = one.IsMissing ? missing : one;
                if (!counted.IsMissing) CollectionsMarshal.GetValueRefOrAddDefault(counts, counted, out _)++;
            }
        }

        return counts.OrderBy(count => count.Key).Select(count => (count.Key.ToString(), count.Value));
    }

    private static int FirstMissing(TableColumn column)
    {
        var row = 0;
        while (!column.IsNull(row)) row++;
        return row;
    }
}
