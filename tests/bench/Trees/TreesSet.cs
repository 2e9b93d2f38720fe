using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Trees;

/// <summary>A made-up data set: the same numbers wherever it is made, for any part of its rows.</summary>
internal abstract class TreesSet(string name, int rows, int testRows, int columns)
{
    private protected static readonly CounterRandom Random = new(2014);

    public string Name => name;

    /// <summary>Rows to train on.</summary>
    public int Rows => rows;

    /// <summary>Rows that come behind these, to be predicted.</summary>
    public int TestRows => testRows;

    public int Columns => columns;

    public abstract IReadOnlyList<Feature> Features { get; }

    public virtual bool IsSparse => false;

    /// <summary>Fills the values of one row, NaN for what is missing, and gives its label.</summary>
    public abstract float Fill(long row, Span<float> values);

    /// <summary>By name, as child processes are told.</summary>
    public static TreesSet Of(string name, int rows, int testRows, int columns) => name switch
    {
        "dense" => new DenseSet(rows, testRows, columns),
        "sparse" => new SparseSet(rows, testRows, columns),
        "shots" => new ShotsSet(rows, testRows),
        "categories" => new CategoriesSet(rows, testRows, columns),
        _ => throw new BuildException($"there is no data set `{name}`"),
    };

    private protected static double Normal(int stream, long row) => (Random with { Stream = (ulong)stream }).Normal((ulong)row);

    private protected static double Uniform(int stream, long row) => (Random with { Stream = (ulong)stream }).Uniform((ulong)row);

    /// <summary>1 as often as the logit says.</summary>
    private protected static float Draw(double logit, long row) => Uniform(-1, row) < 1 / (1 + Elementary.Exp(-logit)) ? 1 : 0;
}
