using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Levain.Tables.Csv;

namespace Levain.Tables.Json;

/// <summary>Looks at every byte of a JSON file once: its form, its keys, its depth, and whether values are of the declared types.</summary>
internal sealed class JsonCheck
{
    private const int BlockSize = 1 << 18;

    private static readonly UTF8Encoding Utf = new(false);

    private readonly InputFile file;
    private readonly JsonFormat format;
    private readonly JsonLayout layout;
    private readonly int rowDepth;
    private readonly JsonShape? row;
    private readonly KeySet[] keys;
    private readonly KeySet rowKeys = new();
    private readonly JsonShape?[] shapes;
    private readonly string?[] path;
    private readonly CsvNotation notation = new((byte)'.', null, null, Exact: false);
    private byte[] buffer = new byte[BlockSize];
    private long offset, rowStart;
    private JsonShape? next;

    /// <param name="row">What rows are declared to be; null when their types are to be found.</param>
    public JsonCheck(InputFile file, JsonFormat format, JsonLayout layout, JsonShape? row)
    {
        (this.file, this.format, this.layout, this.row) = (file, format, layout, row);
        rowDepth = layout == JsonLayout.Array ? 1 : 0;
        // The depth counts the array around the rows too.
        keys = new KeySet[format.DeepestLevel + 2];
        shapes = new JsonShape?[keys.Length];
        path = new string?[keys.Length];
    }

    /// <summary>The keys of rows, in order of appearance: collected where they are not declared.</summary>
    public List<string> RowKeys { get; } = [];

    /// <summary>The bytes of the largest row.</summary>
    public long LargestRow { get; private set; }

    public void Run(CancellationToken cancellation)
    {
        FileKind.Check(file);
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length == 0) throw new BuildException($"`{file.Name}` is empty", layout == JsonLayout.Array ? "an array without rows is written `[]`" : "get it again");
        var have = 0;
        var ended = false;
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = layout != JsonLayout.Array, MaxDepth = Math.Min(1000, format.DeepestLevel + rowDepth) });
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            while (!ended && have < buffer.Length)
            {
                var read = stream.Read(buffer, have, buffer.Length - have);
                ended |= read == 0;
                have += read;
            }

            if (offset == 0 && buffer.AsSpan(0, have) is [0xef, 0xbb, 0xbf, ..])
            {
                // A byte order mark says nothing that is not known.
                buffer.AsSpan(3, have - 3).CopyTo(buffer);
                (have, offset) = (have - 3, 3);
                continue;
            }

            var used = Walk(buffer.AsSpan(0, have), ended, ref state);
            if (offset + used - rowStart > format.LargestRow) throw TooLarge();
            if (ended) return;
            buffer.AsSpan(used, have - used).CopyTo(buffer);
            (have, offset) = (have - used, offset + used);
            // One token that fills it all, such as a long text.
            if (have < buffer.Length) continue;
            if (have > format.LargestRow) throw TooLarge();
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private int Walk(ReadOnlySpan<byte> bytes, bool ended, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(bytes, ended, state);
        try
        {
            while (reader.Read()) Token(ref reader);
        }
        catch (JsonException error)
        {
            CheckUtf8(bytes[..(int)reader.BytesConsumed]);
            throw Malformed(error, ended && !bytes.IsEmpty ? bytes[^1] : (byte)0);
        }

        CheckUtf8(bytes[..(int)reader.BytesConsumed]);
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private void Token(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Expect(ref reader, depth, ColumnKind.Struct);
                if (depth == rowDepth) rowStart = offset + reader.TokenStartIndex;
                (keys[depth] ??= new()).Clear();
                shapes[depth] = depth == rowDepth ? row : next;
                break;
            case JsonTokenType.StartArray:
                Expect(ref reader, depth, ColumnKind.List);
                shapes[depth] = next;
                path[depth] = null;
                next = shapes[depth]?.Element;
                return;
            case JsonTokenType.PropertyName: Key(ref reader, depth - 1); return;
            case JsonTokenType.EndObject:
                if (depth == rowDepth) EndRow(offset + reader.TokenStartIndex + 1);
                break;
            case JsonTokenType.EndArray: break;
            default: Scalar(ref reader, depth); break;
        }

        // Inside a list every element is of its type; behind a key of an object comes the next key.
        next = depth > 0 && reader.TokenType is not JsonTokenType.StartObject ? shapes[depth - 1]?.Element : next;
    }

    private void EndRow(long end)
    {
        LargestRow = Math.Max(LargestRow, end - rowStart);
        if (LargestRow > format.LargestRow) throw TooLarge();
        rowStart = end;
    }

    private void Key(ref Utf8JsonReader reader, int depth)
    {
        var name = reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
        if (!keys[depth].Add(name)) throw Error(reader.TokenStartIndex, $"has the key `{CsvText.Show(name)}` twice in one object", "give each key once: which of two values counts, no reader agrees on");
        if (row is null && depth == rowDepth && rowKeys.Add(name)) RowKeys.Add(Utf.GetString(name));
        next = shapes[depth]?.Field(name);
        path[depth] = next?.Name;
    }

    private void Expect(ref Utf8JsonReader reader, int depth, ColumnKind kind)
    {
        if (depth < rowDepth)
        {
            if (kind != ColumnKind.List) throw NotRows(ref reader);
            return;
        }

        if (depth == rowDepth)
        {
            if (kind != ColumnKind.Struct) throw NotRows(ref reader);
            return;
        }

        if (next is { } expected && expected.Type.Kind != kind && expected.Type.Kind != ColumnKind.String) throw Misfit(ref reader, depth, expected.Type, kind == ColumnKind.Struct ? "an object" : "a list");
    }

    private void Scalar(ref Utf8JsonReader reader, int depth)
    {
        if (depth <= rowDepth) throw NotRows(ref reader);
        // Short ones without an exponent fit.
        if (reader.TokenType == JsonTokenType.Number && (reader.ValueSpan.Length > 300 || reader.ValueSpan.IndexOfAny((byte)'e', (byte)'E') >= 0) && !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
            throw Error(reader.TokenStartIndex, $"has the number `{CsvText.Show(reader.ValueSpan)}`, which is too large", "write it as text");
        if (next is { } expected && reader.TokenType != JsonTokenType.Null && !Fits(ref reader, expected.Type)) throw Misfit(ref reader, depth, expected.Type, null);
    }

    private bool Fits(ref Utf8JsonReader reader, ColumnType type) => type.Kind switch
    {
        ColumnKind.String => true,
        ColumnKind.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False,
        ColumnKind.Int32 => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _),
        ColumnKind.Int64 => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _),
        ColumnKind.Float or ColumnKind.Double => reader.TokenType == JsonTokenType.Number,
        ColumnKind.Decimal => reader.TokenType == JsonTokenType.Number && CsvNumbers.TryDecimal(reader.ValueSpan, (byte)'.', type.Precision, type.Scale, out _),
        ColumnKind.Date => reader.TokenType == JsonTokenType.String && CsvTimes.TryDate(reader.ValueSpan, notation, out _),
        ColumnKind.Timestamp => reader.TokenType == JsonTokenType.String && CsvTimes.TryTimestamp(reader.ValueSpan, notation, withZone: false, out _),
        ColumnKind.TimestampTz => reader.TokenType == JsonTokenType.String && CsvTimes.TryTimestamp(reader.ValueSpan, notation, withZone: true, out _),
        _ => false,
    };

    private BuildException NotRows(ref Utf8JsonReader reader) => layout == JsonLayout.Array
        ? Error(reader.TokenStartIndex, reader.CurrentDepth == 0 ? "begins with no array" : "has something in its array that is no object", reader.CurrentDepth == 0 ? "say `Layout = JsonLayout.Objects` if its objects stand one after the other" : "each element must be an object, which is a row")
        : Error(reader.TokenStartIndex, "has something that is no object", "say `Layout = JsonLayout.Array` if its objects stand in an array");

    private BuildException Misfit(ref Utf8JsonReader reader, int depth, ColumnType expected, string? what)
    {
        var column = string.Join('.', path.AsSpan(rowDepth, depth - rowDepth).ToArray().Where(part => part is not null));
        var value = what ?? $"`{(reader.TokenType == JsonTokenType.String ? "\"" : "")}{CsvText.Show(reader.ValueSpan)}{(reader.TokenType == JsonTokenType.String ? "\"" : "")}`";
        return new($"line {Line(offset + reader.TokenStartIndex)}, key `{column}` of `{file.Name}`: {value} is no {expected}", "mend it, or declare the column as VARCHAR");
    }

    private BuildException TooLarge() => Error(rowStart - offset, string.Create(CultureInfo.InvariantCulture, $"begins a row of more than {format.LargestRow:N0} bytes"), "look for a bracket that is never closed, or raise `LargestRow`");

    private BuildException Error(long at, string what, string hint) => new($"line {Line(offset + at)} of `{file.Name}` {what}", hint);

    /// <param name="last">The last byte of the file, when this is its end.</param>
    private BuildException Malformed(JsonException error, byte last)
    {
        var line = ((error.LineNumber ?? 0) + 1).ToString("N0", CultureInfo.InvariantCulture);
        if (error.Message.StartsWith("The maximum configured depth", StringComparison.Ordinal))
            return new($"line {line} of `{file.Name}` nests objects and lists deeper than {format.DeepestLevel} levels", "raise `DeepestLevel` if they are meant to");
        var at = ((error.BytePositionInLine ?? 0) + 1).ToString("N0", CultureInfo.InvariantCulture);
        return new($"line {line}, byte {at} of `{file.Name}` is no JSON: {(IsCutOff(error.Message, last) ? "the file ends in the middle of a value" : Why(error.Message))}", "the file may be cut off, or written by something that is not strict: mend it or get it again");
    }

    // A number at the very end is one that could go on.
    private static bool IsCutOff(string message, byte last) =>
        message.StartsWith("Expected depth to be zero", StringComparison.Ordinal) || message.StartsWith("Expected end of", StringComparison.Ordinal)
        || (char.IsAsciiDigit((char)last) && message.StartsWith($"'{(char)last}' is an invalid end of a number", StringComparison.Ordinal));

    // The reader's own words, up to what it says about its options and the place.
    private static string Why(string message)
    {
        foreach (var end in (string[])[" LineNumber:", " Change the reader options", " Path:"])
            if (message.IndexOf(end, StringComparison.Ordinal) is > 0 and var at) message = message[..at];
        message = message.Trim().TrimEnd('.');
        return char.ToLowerInvariant(message[0]) + message[1..];
    }

    // The reader lets bytes pass inside texts that are no UTF-8.
    private void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        throw Error(at, $"is not UTF-8: it has the byte {bytes[at].ToString("X2", CultureInfo.InvariantCulture)}", "convert it to UTF-8");
    }

    private static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return Utf.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text, and no other key is equal to it.
            return reader.ValueSpan.ToArray();
        }
    }

    private string Line(long at) => CsvError.LineOf(file, CsvEncoding.Utf8, at).ToString("N0", CultureInfo.InvariantCulture);
}
