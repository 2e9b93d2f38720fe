using System.Security.Cryptography;

namespace Levain.FaultHost;

/// <summary>Reads all that the stages before it made, in every way there is, and says what it saw.</summary>
public sealed record SeesAll : Stage<Text>
{
    public required Artifact<Text> Text { get; init; }

    public required Artifact<Files> Tree { get; init; }

    public required Artifact<Files> Large { get; init; }

    public required Artifact<Files> Input { get; init; }

    public required Artifact<Files> Outside { get; init; }

    /// <summary>Another run reads everything again.</summary>
    public int Run { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var seen = new List<string> { (await context.ReadAsync(Text).ConfigureAwait(false)).Value };
        foreach (var artifact in new[] { Tree, Input, Outside })
        {
            var files = await context.ReadAsync(artifact).ConfigureAwait(false);
            foreach (var name in files.Names)
            {
                await using var file = files.Open(name);
                seen.Add($"{name} {Convert.ToHexString(await SHA256.HashDataAsync(file, context.Cancellation).ConfigureAwait(false))}");
            }

            var path = await context.PathAsync(artifact).ConfigureAwait(false);
            foreach (var file in Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                seen.Add($"{Path.GetRelativePath(path, file)} {Digest.Of(await File.ReadAllBytesAsync(file, context.Cancellation).ConfigureAwait(false)).Hex}");
        }

        await using var large = (await context.ReadAsync(Large).ConfigureAwait(false)).Open();
        seen.Add(Convert.ToHexString(await SHA256.HashDataAsync(large, context.Cancellation).ConfigureAwait(false)));
        context.Metric("seen", seen.Count);
        return new Text(string.Join('\n', seen));
    }
}
