namespace Levain.Tests.Partitions;

/// <summary>Writes pages: <c>a.txt=one two;b/c.txt=three</c>.</summary>
internal sealed record Write : Stage<Files>
{
    public string Pages { get; init; } = "";

    protected override async Task<Files> RunAsync(StageContext context)
    {
        var folder = Path.Combine(context.Scratch, "pages");
        Directory.CreateDirectory(folder);
        foreach (var page in Pages.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var file = Path.Combine(folder, page.Split('=')[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, page.Split('=')[1], context.Cancellation);
        }

        return Files.At(folder);
    }
}

/// <summary>Copies a page, or the first one of a folder.</summary>
internal sealed record CopyPage : Stage<Text>
{
    public required Artifact<Files> Page { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var page = await context.ReadAsync(Page);
        using var reader = new StreamReader(page.Names is [var first, ..] ? page.Open(first) : page.Open());
        return new Text(await reader.ReadToEndAsync(context.Cancellation));
    }
}

internal sealed class Goals(params Stage[] goals) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => goals;
}
