namespace Levain.FaultHost;

/// <summary>Counts the words of all pages, page by page. The order of the merge can be seen in the output.</summary>
public sealed record CountAll : PartitionedStage<Counts, Text>
{
    public Artifact<WordList>? Without { get; init; }

    public int Shortest { get; init; } = 1;

    public string? Only { get; init; }

    protected override IReadOnlyList<string> Divide(IReadOnlyList<string> files) => Only is null ? files : [.. files.Where(file => file.EndsWith(Only, StringComparison.Ordinal))];

    protected override Stage<Counts> StageOf(string name) => new CountWords { Page = Tree.Part<Text>(name), Without = Without, Shortest = Shortest };

    protected override async Task<Text> MergeAsync(IReadOnlyList<Artifact<Counts>> parts, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(context);
        var pages = new List<string>();
        foreach (var part in parts) pages.Add(string.Join(' ', (await context.ReadAsync(part).ConfigureAwait(false)).Of.Select(pair => $"{pair.Key}:{pair.Value}")));
        return new Text(string.Join('|', pages));
    }
}
