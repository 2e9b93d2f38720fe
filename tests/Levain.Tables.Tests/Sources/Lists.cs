namespace Levain.Tables.Tests.Sources;

/// <summary>Lists the files of a snapshot with their digests.</summary>
internal sealed record Lists : Stage<Text>
{
    public required Artifact<Files> Data { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var path = (await context.ReadAsync(Data)).Path;
        if (File.Exists(path)) return new Text(Digest.Of(await File.ReadAllBytesAsync(path, context.Cancellation)).Brief);
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return new Text(string.Join('\n', files.Select(file => $"{Path.GetRelativePath(path, file)} {Digest.Of(File.ReadAllBytes(file)).Brief}")));
    }
}
