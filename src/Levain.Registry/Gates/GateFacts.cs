namespace Levain.Registry;

/// <summary>All that a gate may look at.</summary>
public sealed record GateFacts
{
    public required JudgedEvaluation Candidate { get; init; }

    /// <summary>The champion, judged by the same code on the same rows; null when there is none yet.</summary>
    public JudgedEvaluation? Champion { get; init; }

    /// <summary>The versions that were approved before, oldest first.</summary>
    public IReadOnlyList<ModelVersion> Approved { get; init; } = [];

    /// <summary>True when the candidate is the champion, byte for byte: it need not be better than itself.</summary>
    public bool IsChampion => Champion?.Model == Candidate.Model;
}
