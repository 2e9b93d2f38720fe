namespace Levain.Learning;

/// <summary>How linear regression is fitted.</summary>
public sealed record LinearOptions
{
    /// <summary>The penalty on the sum of the squares of the coefficients, beside the sum of the squared errors (sklearn's <c>alpha</c> of <c>Ridge</c>); 0 for plain least squares. The intercept goes free.</summary>
    public double L2
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`L2` is {value}, and must be 0 or more"));
    }
}
