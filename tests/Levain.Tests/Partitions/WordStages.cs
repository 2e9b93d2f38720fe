using System.Globalization;

namespace Levain.Tests.Partitions;

/// <summary>How often each word occurs, one line for each in ordinal order.</summary>
internal sealed record Counts(SortedDictionary<string, int> Of) : IArtifact<Counts>
{
    public Counts() : this(new SortedDictionary<string, int>(StringComparer.Ordinal)) { }

    public void Add(string word, int times = 1) => Of[word] = Of.GetValueOrDefault(word) + times;

    public void Save(ArtifactWriter output) =>
        new Text(string.Concat(Of.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}\n")))).Save(output);

    public static Counts Load(ArtifactReader input)
    {
        var counts = new Counts();
        foreach (var line in Text.Load(input).Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            counts.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)], int.Parse(line[line.IndexOf(' ', StringComparison.Ordinal)..], CultureInfo.InvariantCulture));
        return counts;
    }
}

/// <summary>Counts the words of one page. A page that says <c>FAIL</c> cannot be counted.</summary>
internal sealed record CountWords : Stage<Counts>
{
    public required Artifact<Text> Page { get; init; }

    public int Shortest { get; init; } = 1;

    protected override async Task<Counts> RunAsync(StageContext context)
    {
        var counts = new Counts();
        foreach (var word in (await context.ReadAsync(Page)).Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (word == "FAIL") throw new BuildException("this page cannot be counted");
            else if (word.Length >= Shortest) counts.Add(word);
        return counts;
    }
}

/// <summary>Counts the words of all pages, page by page. The order of the merge can be seen in the output.</summary>
internal sealed record CountAll : PartitionedStage<Counts, Text>
{
    public int Shortest { get; init; } = 1;

    public string? Only { get; init; }

    protected override IReadOnlyList<string> Divide(IReadOnlyList<string> files) => Only is null ? files : [.. files.Where(file => file.EndsWith(Only, StringComparison.Ordinal))];

    protected override Stage<Counts> StageOf(string name) => new CountWords { Page = Tree.Part<Text>(name), Shortest = Shortest };

    protected override async Task<Text> MergeAsync(IReadOnlyList<Artifact<Counts>> parts, StageContext context)
    {
        var pages = new List<string>();
        foreach (var part in parts) pages.Add(string.Join(' ', (await context.ReadAsync(part)).Of.Select(pair => $"{pair.Key}:{pair.Value}")));
        return new Text(string.Join('|', pages));
    }
}

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
