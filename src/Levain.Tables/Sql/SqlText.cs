using System.Text;

namespace Levain.Tables;

/// <summary>SQL, usually a file of a model: <c>Artifact.Workspace&lt;SqlText&gt;("models/xgoals/shots.sql")</c>. A key counts its tokens, so that white space and comments do not rebuild.</summary>
public sealed record SqlText(string Text) : IArtifact<SqlText>
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file that it was read from, for messages only; null when it has none. See <see cref="At"/>.</summary>
    public string? Path { get; init; }

    public static Meaning? Meaning { get; } = new SqlMeaning();

    /// <summary>The same text with the path that an artifact of the workspace names: what <see cref="Load"/> reads from has none.</summary>
    public SqlText At(Origin origin) => origin is Origin.Workspace file ? this with { Path = file.Path } : this;

    /// <summary>A place in the text for messages, such as <c>models/xgoals/shots.sql:12:5</c>.</summary>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">In characters, counted from 1.</param>
    public string Place(int line, int column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path ?? "SQL"}:{line}:{column}");

    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var file = output.Create();
        file.Write(Utf8.GetBytes(Text));
    }

    public static SqlText Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = input.Open();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static SqlText Read(ReadOnlySpan<byte> content)
    {
        var text = SqlMeaning.WithoutMark(content);
        try
        {
            return new SqlText(Utf8.GetString(text));
        }
        catch (DecoderFallbackException error)
        {
            var at = FirstFault(text);
            var line = text[..at].Count((byte)'\n') + 1;
            throw new BuildException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the SQL is not valid UTF-8: byte 0x{text[at]:x2} in line {line}"), "save the file as UTF-8", error);
        }
    }

    private static int FirstFault(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var taken) == System.Buffers.OperationStatus.Done) at += taken;
        return at;
    }
}
