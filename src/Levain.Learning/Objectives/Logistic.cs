using System.Runtime.CompilerServices;
using Levain.Numerics;

namespace Levain.Learning.Objectives;

internal sealed record Logistic : Objective
{
    // A probability of 0 or 1 has no margin.
    private const float LeastProbability = 1e-6f;

    /// <summary>How often a row labelled 1 counts.</summary>
    public double PositiveWeight
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"the weight of positive rows is more than 0, and {value} is not"));
    } = 1.0;

    public LogisticLabels Labels { get; init; }

    /// <summary>Whether the margin itself is the prediction.</summary>
    public bool PredictsMargin { get; init; }

    public override string Name => PredictsMargin ? "binary:logitraw" : Labels == LogisticLabels.Shares ? "reg:logistic" : "binary:logistic";

    internal override ObjectiveParameter? Parameter => new("reg_loss_param", "scale_pos_weight", PositiveWeight);

    public override void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        CheckValidation(labels, weights);
        if (Labels == LogisticLabels.Classes) Rows.CheckSeveralClasses(labels, weights);
    }

    public override void CheckValidation(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Rows.Check(labels, weights);
        if (Labels == LogisticLabels.Classes) Rows.CheckEach(labels, "0 or 1", label => label is 0f or 1f);
        else Rows.CheckEach(labels, "a share between 0 and 1", label => label is >= 0f and <= 1f);
    }

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var mean = WeightedMean.Of(labels, weights, PositiveWeight);
        var probability = Math.Clamp((float)mean, LeastProbability, 1f - LeastProbability);
        return PredictsMargin ? MarginOf(probability) : probability;
    }

    public override float Margin(float prediction) => PredictsMargin ? prediction : MarginOf(prediction);

    public override void Predict(ReadOnlySpan<float> margins, Span<float> predictions)
    {
        if (PredictsMargin) margins.CopyTo(predictions);
        else Elementary.Sigmoid(margins, predictions);
    }

    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians)
    {
        if (PositiveWeight == 1.0) Slopes.Fill(default(Slope), margins, labels, weights, gradients, hessians);
        else Slopes.Fill(new WeightedSlope(PositiveWeight), margins, labels, weights, gradients, hessians);
    }

    // The steps and the precision of XGBoost, for the same margin.
    private static float MarginOf(float probability) => (float)-Elementary.Log(1f / probability - 1f);

    internal readonly struct Slope : ISlope
    {
        private const double LeastCurvature = 1e-16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>
        {
            var probability = SingleKernel<V>.Sigmoid(margin, out var rest);
            gradient = probability - label;
            var curvature = probability * rest;
            hessian = V.Choose(V.Less(curvature, LeastCurvature), LeastCurvature, curvature);
        }
    }

    internal readonly record struct WeightedSlope(double PositiveWeight) : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>
        {
            default(Slope).At(margin, label, out gradient, out hessian);
            var weight = V.Choose(V.EqualBits(label, 1.0), PositiveWeight, 1.0);
            gradient *= weight;
            hessian *= weight;
        }
    }
}
