using System.Buffers;
using System.Text;

namespace Levain.Learning.Encoders;

/// <summary>Cuts a text into its labels.</summary>
internal sealed class LabelSplitter(string separators, string? missingAs)
{
    private readonly SearchValues<byte> bytes = SearchValues.Create(Encoding.UTF8.GetBytes(separators));

    public string Separators => separators;

    public string? MissingAs => missingAs;

    /// <summary>The label of a row without any; null where it has none.</summary>
    public byte[]? Missing { get; } = missingAs is null ? null : Encoding.UTF8.GetBytes(missingAs);

    /// <summary>Takes the next label off a text; empty at its end.</summary>
    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(bytes);
            var label = (end < 0 ? text : text[..end]).Trim(" \t\r\n"u8);
            text = end < 0 ? default : text[(end + 1)..];
            if (!label.IsEmpty) return label;
        }

        return default;
    }
}
