namespace Levain.Learning.Scoring;

/// <summary>Which questions trees ask, known when a walk is compiled, so that trees of thresholds do not pay for sets.</summary>
internal interface IQuestionKind
{
    static abstract bool Sets { get; }
}

internal readonly struct ThresholdsOnly : IQuestionKind
{
    public static bool Sets => false;
}

internal readonly struct ThresholdsAndSets : IQuestionKind
{
    public static bool Sets => true;
}
