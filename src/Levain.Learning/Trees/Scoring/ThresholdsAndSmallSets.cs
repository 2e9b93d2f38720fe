namespace Levain.Learning.Scoring;

/// <summary>A question may be a set of categories whose codes are small.</summary>
internal readonly struct ThresholdsAndSmallSets : IQuestionKind
{
    public static bool Sets => true;

    public static bool AreSmall => true;
}
