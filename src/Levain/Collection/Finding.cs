namespace Levain.Collection;

/// <summary>Something that is wrong in a store.</summary>
/// <param name="What">What is wrong, such as <c>damaged object</c>.</param>
/// <param name="Where">The file, relative to the workspace.</param>
/// <param name="Meaning">What needs it, such as <c>stage `Features` of `xgoals` (sample/dev)</c>.</param>
/// <param name="Advice">What to do, or what was done.</param>
public sealed record Finding(string What, string Where, string Meaning, string Advice)
{
    /// <summary>True when a repair put it right.</summary>
    public bool Repaired { get; init; }

    /// <summary>True when nobody can bring it back: data from outside whose source is gone.</summary>
    public bool Lost { get; init; }
}

/// <summary>What a look at everything in a store found.</summary>
public sealed record CheckReport(IReadOnlyList<Finding> Findings, long Checked, long Bytes)
{
    public bool IsClean => Findings.All(finding => finding.Repaired);
}
