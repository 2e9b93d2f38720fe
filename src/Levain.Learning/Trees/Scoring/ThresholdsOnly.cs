namespace Levain.Learning.Scoring;

/// <summary>Every question is a threshold.</summary>
internal readonly struct ThresholdsOnly : IQuestionKind
{
    public static bool Sets => false;

    public static bool AreSmall => false;
}
