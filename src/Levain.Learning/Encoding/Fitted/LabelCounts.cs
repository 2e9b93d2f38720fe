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
        // Texts that no row has are none of the training rows'.
        bool[][] used = [.. columns.Select(column => new bool[column?.Dictionary.Count ?? 0])];
        for (var row = 0; row < table.RowCount; row++)
        {
            var any = false;
            for (var i = 0; i < columns.Length; i++)
            {
                if (columns[i]?.Codes[row] is not (>= 0 and var code)) continue;
                used[i][code] = true;
                ReadOnlySpan<byte> text = columns[i]!.Dictionary.Utf8(code);
                any |= !splitter.Next(ref text).IsEmpty;
            }

            isAnyWithout |= !any;
        }

        for (var i = 0; i < columns.Length; i++)
            for (var code = 0; code < used[i].Length; code++)
                if (used[i][code]) Add(columns[i]!.Dictionary.Utf8(code));
        if (isAnyWithout && splitter.MissingAs is { } missing) labels.Add(missing);
        if (labels.Count == 0) throw new BuildException($"column `{inputs[0].Column}` has no labels in the training rows", "leave it out, or look at what the table is made of");
        return KeyTable.Of([.. labels.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))], inputs[0]);

        void Add(ReadOnlySpan<byte> text)
        {
            for (var label = splitter.Next(ref text); !label.IsEmpty; label = splitter.Next(ref text)) labels.Add(Encoding.UTF8.GetString(label));
        }
    }
}
