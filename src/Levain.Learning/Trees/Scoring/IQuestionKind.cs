namespace Levain.Learning.Scoring;

/// <summary>Which questions trees ask, known when a walk is compiled, so that trees of thresholds do not pay for sets.</summary>
internal interface IQuestionKind
{
    static abstract bool Sets { get; }
}
