namespace Levain.Learning;

/// <summary>How linear regression is fitted.</summary>
public sealed record LinearOptions
{
    /// <summary>The penalty on the sum of the absolute values of the coefficients, beside the sum of the squared errors (<c>2 · n · alpha</c> of sklearn's <c>Lasso</c>): columns that say too little get exactly 0. With <see cref="L2"/> it is an elastic net; 0 for none.</summary>
    public double L1
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`L1` is {value}, and must be 0 or more"));
    }

    /// <summary>The penalty on the sum of the squares of the coefficients, beside the sum of the squared errors (sklearn's <c>alpha</c> of <c>Ridge</c>); 0 for plain least squares. The intercept goes free.</summary>
    public double L2
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`L2` is {value}, and must be 0 or more"));
    }
}
