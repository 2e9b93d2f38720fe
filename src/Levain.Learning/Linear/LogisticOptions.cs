namespace Levain.Learning;

/// <summary>How logistic regression is fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>The penalty on the sum of the absolute values of the coefficients, beside the sum of the log losses (1 / <c>C</c> of sklearn): columns that say too little get exactly 0. With <see cref="L2"/> it is an elastic net, and without it a lasso; 0 for none.</summary>
    public double L1
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`L1` is {value}, and must be 0 or more"));
    }

    /// <summary>Half of it is the penalty on the sum of the squares of the coefficients, beside the sum of the log losses (1 / <c>C</c> of sklearn). The intercept goes free. 0 for none, where coefficients may have no end.</summary>
    public double L2
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`L2` is {value}, and must be 0 or more"));
    } = 1;

    /// <summary>How far from level the mean loss may stay in any direction, in units in which all directions curve about alike: half of its square is about what the loss could still fall.</summary>
    public double Tolerance
    {
        get;
        init => field = value is >= 1e-13 and <= 0.1 ? value : throw new BuildException(FormattableString.Invariant($"`Tolerance` is {value}, and must be from 1E-13 to 0.1"), "below that, rounding hides the slope");
    } = 1e-9;

    /// <summary>After how many steps it gives up.</summary>
    public int Iterations
    {
        get;
        init => field = value >= 1 ? value : throw new BuildException(FormattableString.Invariant($"`Iterations` is {value}, and must be at least 1"));
    } = 500;
}
