namespace Levain.Learning;

/// <summary>Makes what a trial ends with.</summary>
public static class Trial
{
    /// <summary>A trial that went to its end; a failed one when its score is no number.</summary>
    /// <param name="curve">How it came there; null for one step.</param>
    public static Trial<TModel> Complete<TModel>(TModel model, double score, TrialCurve? curve = null) where TModel : IArtifact<TModel> => double.IsFinite(score)
        ? new(new() { State = TrialState.Complete, Score = score, Curve = curve is null ? [score] : [.. curve.Values] }, model)
        : Failed<TModel>(FormattableString.Invariant($"its score is {score}"));

    /// <summary>A trial that stopped because it was no better than others.</summary>
    public static Trial<TModel> Pruned<TModel>(TrialCurve curve) where TModel : IArtifact<TModel>
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new(new() { State = TrialState.Pruned, Score = double.IsFinite(curve.Best) ? curve.Best : null, Curve = [.. curve.Values] }, default);
    }

    /// <summary>A trial whose parameters cannot be used.</summary>
    public static Trial<TModel> Failed<TModel>(string error, string? hint = null) where TModel : IArtifact<TModel> => new(new() { State = TrialState.Failed, Error = error, Hint = hint }, default);
}
