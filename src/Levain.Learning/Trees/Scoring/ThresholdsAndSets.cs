namespace Levain.Learning.Scoring;

/// <summary>A question may be a set of categories.</summary>
internal readonly struct ThresholdsAndSets : IQuestionKind
{
    public static bool Sets => true;

    public static bool AreSmall => false;
}
