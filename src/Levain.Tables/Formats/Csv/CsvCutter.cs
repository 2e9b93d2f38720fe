using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Levain.Tables.Csv;

/// <summary>Walks over bytes field by field.</summary>
internal ref struct CsvCutter(ReadOnlySpan<byte> bytes, CsvDialect dialect)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly byte delimiter = dialect.Delimiter, quote = dialect.Quote, escape = dialect.Escape;

    /// <summary>Where the next field begins.</summary>
    public int At;

    public int Start, End;

    /// <summary>In quotes, which are not part of what <see cref="Start"/> and <see cref="End"/> name.</summary>
    public bool Quoted;

    /// <summary>There are escapes between the quotes.</summary>
    public bool Escaped;

    /// <summary>The record ends with this field.</summary>
    public bool Last;

    public CsvFlaw Flaw;

    /// <summary>Goes over the next field.</summary>
    /// <returns>False when it is not well formed, or does not end here: <see cref="Flaw"/> says which.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (At < bytes.Length && bytes[At] == quote && quote != 0) return NextQuoted();
        (Start, Quoted, Escaped) = (At, false, false);
        End = Special(At);
        Finish(End);
        return true;
    }

    private bool NextQuoted()
    {
        (Start, Quoted, Escaped) = (At + 1, true, false);
        var at = Start;
        while (true)
        {
            var found = escape == quote ? bytes[at..].IndexOf(quote) : bytes[at..].IndexOfAny(quote, escape);
            if (found < 0)
            {
                Flaw = CsvFlaw.OpenQuote;
                return false;
            }

            at += found;
            var next = at + 1 < bytes.Length ? bytes[at + 1] : (byte)0;
            if (bytes[at] == escape && next != 0 && (next == quote || next == escape))
            {
                Escaped = true;
                at += 2;
            }
            else if (bytes[at] == quote)
            {
                break;
            }
            else
            {
                at++;
            }
        }

        End = at;
        at++;
        if (at < bytes.Length && bytes[at] != delimiter && bytes[at] is not ((byte)'\n' or (byte)'\r'))
        {
            Flaw = CsvFlaw.BehindQuote;
            return false;
        }

        Finish(at);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(int at)
    {
        Last = at >= bytes.Length || bytes[at] != delimiter;
        At = at + 1;
        if (Last && At < bytes.Length && bytes[at] == '\r' && bytes[At] == '\n') At++;
    }

    // The next delimiter or line end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Special(int at)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        if (Vector128.IsHardwareAccelerated)
        {
            var (fields, lines, returns) = (Vector128.Create(delimiter), Vector128.Create((byte)'\n'), Vector128.Create((byte)'\r'));
            for (; at + Vector128<byte>.Count <= bytes.Length; at += Vector128<byte>.Count)
            {
                var part = Vector128.LoadUnsafe(ref first, (nuint)at);
                var mask = (Vector128.Equals(part, fields) | Vector128.Equals(part, lines) | Vector128.Equals(part, returns)).ExtractMostSignificantBits();
                if (mask != 0) return at + System.Numerics.BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; at < bytes.Length; at++)
        {
            var value = Unsafe.Add(ref first, at);
            if (value == delimiter || value == '\n' || value == '\r') break;
        }

        return at;
    }
}
