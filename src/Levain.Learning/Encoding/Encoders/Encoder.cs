using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>A way to make features of a row's values, before it has seen any row.</summary>
/// <remarks>A record of options: pipelines are part of the key of the stage that fits them.</remarks>
public abstract record Encoder
{
    private protected Encoder()
    {
    }

    /// <summary>The columns that it reads.</summary>
    internal abstract IEnumerable<string> Columns { get; }

    /// <summary>Checks all that can be checked without a look at the rows, and says what is to be learned of them.</summary>
    internal abstract IEnumerable<FittingPart> Parts(FittingRows rows);

    private protected static IReadOnlyList<T> Some<T>(IReadOnlyList<T> inputs, string encoder) =>
        inputs is { Count: > 0 } ? inputs : throw new BuildException($"a `{encoder}` reads no columns", "name at least one");
}
