namespace Levain.FaultHost;

/// <summary>Counts the words of one page. A page that says <c>FAIL</c> cannot be counted.</summary>
public sealed record CountWords : Stage<Counts>
{
    public required Artifact<Text> Page { get; init; }

    public Artifact<WordList>? Without { get; init; }

    public int Shortest { get; init; } = 1;

    protected override async Task<Counts> RunAsync(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var without = Without is null ? [] : (await context.ReadAsync(Without).ConfigureAwait(false)).Words;
        var counts = new Counts();
        foreach (var word in (await context.ReadAsync(Page).ConfigureAwait(false)).Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (word == "FAIL") throw new BuildException("this page cannot be counted");
            else if (word.Length >= Shortest && !without.Contains(word)) counts.Add(word);
        return counts;
    }
}
