using System.Text;

namespace Levain.FaultHost;

/// <summary>Words in a file, which count in a key without the white space between them.</summary>
public sealed record WordList(IReadOnlyList<string> Words) : IArtifact<WordList>
{
    public static Meaning? Meaning { get; } = new WordMeaning();

    public void Save(ArtifactWriter output) => new Text(string.Join('\n', Words)).Save(output);

    public static WordList Load(ArtifactReader input) => new(Split(Text.Load(input).Value));

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private sealed record WordMeaning : Meaning
    {
        public override string Word => "words";

        public override Digest Of(ReadOnlySpan<byte> content) => Digest.Of(string.Join(' ', Split(Encoding.UTF8.GetString(content))));
    }
}
