namespace Levain.Learning;

/// <summary>A split that is made several times over one table, each time with other test rows.</summary>
public abstract record RepeatedSplit : TableSplit
{
    private protected RepeatedSplit()
    {
    }

    /// <summary>Which of them this is, from 1 on.</summary>
    public int Number { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(Number)}` counts from 1 on, so it cannot be {value}"); } = 1;

    /// <summary>How many there are.</summary>
    internal abstract int Count { get; }

    /// <summary>What one of them is called: <c>fold</c>.</summary>
    private protected abstract string Word { get; }

    /// <summary>A stage for each of them, for a pipeline to walk.</summary>
    /// <param name="label">Tells those of several tables apart: the stages are labelled <c>label-1</c> and so on; null for <c>fold-1</c> or <c>cut-off-1</c>.</param>
    public IReadOnlyList<SplitTable> Over(Artifact<Table> rows, string? label = null) =>
        [.. Enumerable.Range(1, Count).Select(number => new SplitTable { Rows = rows, Split = this with { Number = number }, Label = $"{label ?? Word}-{number}" })];

    private protected void RequireNumber()
    {
        if (Number > Count) throw new BuildException($"there is no {Word} {Number} of {Count}", $"take one from 1 to {Count}");
    }
}
