using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>The labels that rows have, by code point.</summary>
internal static class LabelCounts
{
    public static KeyTable Of(Table table, FittedInput[] inputs, LabelSplitter splitter)
    {
        StringColumn?[] columns = [.. inputs.Select(input => input.Field.Of(table) as StringColumn)];
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var isAnyWithout = false;
        // Texts that no row has are none of the training rows': each is cut up when the first row has it.
        bool?[][] found = [.. columns.Select(column => new bool?[column?.Dictionary.Count ?? 0])];
        for (var row = 0; row < table.RowCount; row++)
        {
            var any = false;
            for (var i = 0; i < columns.Length; i++)
                if (columns[i]?.Codes[row] is >= 0 and var code) any |= found[i][code] ??= Add(columns[i]!.Dictionary.Utf8(code));
            isAnyWithout |= !any;
        }

        if (isAnyWithout && splitter.MissingAs is { } missing) labels.Add(missing);
        if (labels.Count == 0) throw new BuildException($"column `{inputs[0].Column}` has no labels in the training rows", "leave it out, or look at what the table is made of");
        return KeyTable.Of([.. labels.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))], inputs[0]);

        bool Add(ReadOnlySpan<byte> text)
        {
            var any = false;
            for (var label = splitter.Next(ref text); !label.IsEmpty; label = splitter.Next(ref text), any = true) labels.Add(Encoding.UTF8.GetString(label));
            return any;
        }
    }
}
