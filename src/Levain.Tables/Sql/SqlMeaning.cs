using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Levain.Tables;

/// <summary>The tokens of SQL: white space and comments between them do not count. Letters count as they are, because names reach the columns of a result.</summary>
internal sealed record SqlMeaning : Meaning
{
    // Longer than any token: they mark what is no token of its own.
    private const uint MarkOfGap = uint.MaxValue, MarkOfRest = uint.MaxValue - 1;

    public override string Word => "tokens";

    public override Digest Of(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("levain sql tokens/1\n"u8);
        var tokens = new SqlTokens(WithoutMark(content));
        var before = SqlTokenKind.Operator;
        for (; tokens.MoveNext(); before = tokens.Kind)
        {
            // A query may ask for its own text.
            if (IsOwnText(tokens.Current)) return Digest.Of([.. "levain sql text/1\n"u8, .. content]);
            // Texts on two lines are one text to DuckDB, and an error on one line.
            if (tokens.Kind == SqlTokenKind.Text && before == SqlTokenKind.Text) Add(hash, MarkOfGap, tokens.Gap);
            if (tokens.Kind == SqlTokenKind.Rest) Add(hash, MarkOfRest, []);
            Add(hash, (uint)tokens.Current.Length, tokens.Current);
        }

        Span<byte> result = stackalloc byte[Digest.ByteCount];
        hash.GetHashAndReset(result);
        return Digest.FromHash(result);
    }

    /// <summary>The text behind a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) => content.StartsWith("\uFEFF"u8) ? content[3..] : content;

    private static bool IsOwnText(ReadOnlySpan<byte> token) => System.Text.Ascii.EqualsIgnoreCase(token, "current_query"u8) || System.Text.Ascii.EqualsIgnoreCase(token, "\"current_query\""u8);

    private static void Add(IncrementalHash hash, uint length, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(head, length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(uint)..], (uint)bytes.Length);
        hash.AppendData(head);
        hash.AppendData(bytes);
    }
}
