using System.Text;

namespace Levain;

/// <summary>A text artifact, kept as UTF-8 without a byte order mark.</summary>
public sealed record Text(string Value) : IArtifact<Text>
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public void Save(ArtifactWriter output)
    {
        using var file = output.Create();
        file.Write(Utf8.GetBytes(Value));
    }

    public static Text Load(ArtifactReader input)
    {
        using var reader = new StreamReader(input.Open(), Utf8);
        return new Text(reader.ReadToEnd());
    }
}
