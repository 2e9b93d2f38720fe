using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>Statistics of texts.</summary>
internal sealed class TextAccumulator(Field field, Limits limits) : ColumnAccumulator(field)
{
    /// <summary>As many categories as a distribution has at most, as in the profiles of Model Monitor.</summary>
    public const int TopValues = 120;

    private readonly TextCounts counts = new(limits);
    private readonly Lengths lengths = new();
    private byte[]? lowest, highest;

    public override ColumnStatistics Finish() => Counted(ColumnClass.Text) with
    {
        Distinct = counts.Distinct,
        IsExact = counts.IsExact,
        Lowest = Shown(lowest),
        Highest = Shown(highest),
        Lengths = lengths.Finish(),
        Top = Top(),
        TopError = counts.Lost,
    };

    protected override void AddValues(TableColumn column)
    {
        var texts = (StringColumn)column;
        var rows = new int[texts.Dictionary.Count];
        Count(texts, rows);
        // A filtered column may have a dictionary of texts that no row has.
        for (var code = 0; code < rows.Length; code++)
            if (rows[code] > 0) Measure(texts.Dictionary.Utf8(code), rows[code]);
    }

    // Row by row, so that it makes no difference where a piece ends; a text is looked up once in a piece, or once more after some were let go.
    private void Count(StringColumn texts, int[] rows)
    {
        var places = new int[rows.Length];
        var prunings = counts.Prunings;
        foreach (var code in texts.Codes)
        {
            if (code < 0) continue;
            rows[code]++;
            if (places[code] > 0)
            {
                counts.AddAgain(places[code] - 1);
                continue;
            }

            var place = counts.Add(texts.Dictionary.Utf8(code));
            if (counts.Prunings == prunings) places[code] = place + 1;
            else
            {
                Array.Clear(places);
                prunings = counts.Prunings;
            }
        }
    }

    private void Measure(ReadOnlySpan<byte> text, int times)
    {
        lengths.Add(Characters(text), times);
        if (lowest is null || text.SequenceCompareTo(lowest) < 0) lowest = text.ToArray();
        if (highest is null || text.SequenceCompareTo(highest) > 0) highest = text.ToArray();
    }

    private IReadOnlyList<ValueCount> Top()
    {
        var indexes = new int[counts.Length];
        for (var i = 0; i < indexes.Length; i++) indexes[i] = i;
        Array.Sort(indexes, (left, right) => counts.Text(left).SequenceCompareTo(counts.Text(right)));
        var amounts = Array.ConvertAll(indexes, counts.Count);
        return TopCounts.Of<int>(indexes, amounts, TopValues, index => Encoding.UTF8.GetString(counts.Text(index)));
    }

    private static string? Shown(byte[]? text) => text is null ? null : Encoding.UTF8.GetString(text);

    // Every byte but those that go on with a character.
    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var each in text) if ((each & 0xC0) != 0x80) count++;
        return count;
    }
}
