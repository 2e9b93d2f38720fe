using System.Runtime.CompilerServices;
using Levain.Numerics;

namespace Levain.Learning.Objectives;

internal sealed record Poisson : Objective
{
    // The rate to start from where nothing was ever counted: a rate of 0 has no margin.
    private const float LeastRate = 1e-6f;

    public double MaxDeltaStep
    {
        get;
        init => field = value is >= 0 and <= 10 ? value : throw new BuildException(FormattableString.Invariant($"the largest step of the Poisson objective lies between 0 and 10, and {value} does not"), "0.7 is usual");
    } = 0.7;

    public override string Name => "count:poisson";

    // As XGBoost has it: one number for both.
    public override double MaxStep => MaxDeltaStep;

    internal override ObjectiveParameter? Parameter => new("poisson_regression_param", "max_delta_step", MaxDeltaStep);

    public override void Check(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        Rows.Check(labels, weights);
        Rows.CheckEach(labels, "a count, from 0 on", label => label >= 0 && float.IsFinite(label));
    }

    public override void CheckValidation(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => Check(labels, weights);

    public override float BaseScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => Math.Max(LeastRate, (float)WeightedMean.Of(labels, weights));

    public override float Margin(float prediction) => (float)Elementary.Log(prediction);

    public override void Predict(ReadOnlySpan<float> margins, Span<float> predictions) => Elementary.Exp(margins, predictions);

    public override void Gradients(ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians) =>
        Slopes.Fill(new Slope(Elementary.Exp(MaxDeltaStep)), margins, labels, weights, gradients, hessians);

    /// <param name="StepFactor">e to the power of the largest step.</param>
    internal readonly record struct Slope(double StepFactor) : ISlope
    {
        // Beyond it a rate is no longer a float: a margin that runs away must not make gradients infinite.
        private const double Farthest = 80.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>
        {
            var rate = SingleKernel<V>.Exp(V.Choose(V.Less(margin, Farthest), margin, Farthest));
            gradient = rate - label;
            hessian = rate * StepFactor;
        }
    }
}
