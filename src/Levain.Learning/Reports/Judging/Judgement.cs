using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>All that a report tells of a model.</summary>
internal sealed record Judgement
{
    public required string Title { get; init; }

    public required string Target { get; init; }

    public required string? Weight { get; init; }

    /// <summary>What people should know, in Markdown.</summary>
    public required string? About { get; init; }

    /// <summary>The study that the model is the best of.</summary>
    public required StudyPlots? Tuning { get; init; }

    public required JudgedModel Model { get; init; }

    public required MeasuredSplit Test { get; init; }

    /// <summary>Splits that the model has seen: training first.</summary>
    public required ImmutableArray<MeasuredSplit> Others { get; init; }

    /// <summary>All splits, the one that judges first: a split has the same colour in every plot.</summary>
    public ImmutableArray<MeasuredSplit> Splits => [Test, .. Others];

    public required ImmutableArray<SliceTable> Slices { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>How many draws made the intervals.</summary>
    public required int Draws { get; init; }

    public required int Threads { get; init; }
}
