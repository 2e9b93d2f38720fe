using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Levain.Fingerprints;

/// <summary>What the debug symbols of an assembly, beside it or embedded in it, tell of its source. They say which constants the compiler filled in, and are never part of a fingerprint themselves.</summary>
internal sealed class CodeSymbols
{
    private const int LongestSource = 64 << 20;
    private static readonly Guid EmbeddedSource = new("0e8a571b-6926-466e-b4ad-8ab04611f5fe");

    private readonly MetadataReader reader;
    private readonly Dictionary<DocumentHandle, SourceLines?> sources = [];

    private CodeSymbols(MetadataReader reader) => this.reader = reader;

    /// <summary>Null when there are none, or when they belong to another build of the assembly.</summary>
    public static CodeSymbols? Open(PEReader file, string path)
    {
        try
        {
            return file.TryOpenAssociatedPortablePdb(path, Content, out var symbols, out _) && symbols is not null ? new(symbols.GetMetadataReader()) : null;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The statement, or the part of one, that an instruction was compiled from.</summary>
    public SourceStatement? StatementAt(MethodDefinitionHandle method, int offset)
    {
        SequencePoint? found = null;
        foreach (var point in reader.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            if (point.Offset > offset) break;
            if (!point.IsHidden) found = point;
        }

        if (found is not { } at || at.Document.IsNil) return null;
        if (!sources.TryGetValue(at.Document, out var source)) sources.Add(at.Document, source = Source(at.Document));
        var text = source?.Between(at.StartLine, at.StartColumn, at.EndLine, at.EndColumn) ?? "";
        return new(reader.GetString(reader.GetDocument(at.Document).Name), at.StartLine, at.EndLine, text);
    }

    private SourceLines? Source(DocumentHandle document)
    {
        foreach (var handle in reader.GetCustomDebugInformation(document))
            if (reader.GetCustomDebugInformation(handle) is var one && reader.GetGuid(one.Kind) == EmbeddedSource)
                return SourceLines.Read(Unpack(reader.GetBlobReader(one.Value)));
        return null;
    }

    // The length of the text when it is deflated, else 0; then the bytes.
    private static MemoryStream Unpack(BlobReader blob)
    {
        var length = blob.ReadInt32();
        var content = blob.ReadBytes(blob.RemainingBytes);
        if (length == 0) return new MemoryStream(content);
        if (length is < 0 or > LongestSource) throw new BadImageFormatException("an embedded source of no believable length");
        var text = new byte[length];
        using var deflated = new DeflateStream(new MemoryStream(content), CompressionMode.Decompress);
        deflated.ReadExactly(text);
        return new MemoryStream(text);
    }

    private static MemoryStream? Content(string path) => File.Exists(path) ? new MemoryStream(File.ReadAllBytes(path)) : null;
}

/// <param name="File">The document as the compiler writes it, under the mapped path.</param>
/// <param name="Text">The source; empty when the symbols do not hold it.</param>
internal sealed record SourceStatement(string File, int FirstLine, int LastLine, string Text);
