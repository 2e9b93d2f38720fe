namespace Levain.Learning.Scoring;

/// <summary>Which questions trees ask, known when a walk is compiled, so that trees of thresholds do not pay for sets.</summary>
internal interface IQuestionKind
{
    static abstract bool Sets { get; }

    /// <summary>Whether all codes in sets are below <see cref="SmallSets.Codes"/>.</summary>
    static abstract bool AreSmall { get; }
}
