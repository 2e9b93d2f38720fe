namespace Levain.Tables;

/// <summary>A question about the rows of a group, whose answer is one value. As in SQL, nulls do not count, and of nothing but nulls every answer but a count is null.</summary>
/// <remarks>Sums of doubles are exact and rounded once, so that they do not depend on the order of rows; sums of whole numbers that do not fit are an error.</remarks>
public abstract class Aggregate
{
    private protected Aggregate(string name) => Name = name;

    /// <summary>The column that the answers go to.</summary>
    public string Name { get; }

    /// <summary>How many rows there are.</summary>
    public static Aggregate Count(string name = "count") => new CountAggregate(null, name);

    /// <summary>How many rows have a value in a column.</summary>
    public static Aggregate CountOf(string column, string? name = null) => new CountAggregate(column, name ?? $"{column}_count");

    /// <summary>How many different values a column has.</summary>
    public static Aggregate CountDistinct(string column, string? name = null) => new DistinctAggregate(column, name ?? $"{column}_distinct");

    /// <summary>Whole numbers and truths give BIGINT, decimals a decimal, other numbers DOUBLE.</summary>
    public static Aggregate Sum(string column, string? name = null) => new SumAggregate(column, name ?? $"{column}_sum");

    public static Aggregate Mean(string column, string? name = null) => new MomentAggregate(column, name ?? $"{column}_mean", Moment.Mean);

    /// <summary>The standard deviation of a sample: null of fewer than two values.</summary>
    public static Aggregate Std(string column, string? name = null) => new MomentAggregate(column, name ?? $"{column}_std", Moment.Deviation);

    /// <summary>The variance of a sample: null of fewer than two values.</summary>
    public static Aggregate Variance(string column, string? name = null) => new MomentAggregate(column, name ?? $"{column}_var", Moment.Variance);

    /// <summary>The value in the middle, half-way between two of them where there is none; NaN is above all numbers.</summary>
    public static Aggregate Median(string column, string? name = null) => new QuantileAggregate(column, name ?? $"{column}_median", 0.5);

    /// <summary>The value below which a part of all values is, on the line between its neighbours.</summary>
    /// <param name="part">From 0, the least value, to 1, the greatest.</param>
    public static Aggregate Quantile(string column, double part, string name) => new QuantileAggregate(column, name, part);

    /// <summary>The least value of a column of any kind that can be sorted.</summary>
    public static Aggregate Min(string column, string? name = null) => new ExtremeAggregate(column, name ?? $"{column}_min", isGreatest: false);

    /// <summary>The greatest value of a column of any kind that can be sorted; NaN is above all numbers.</summary>
    public static Aggregate Max(string column, string? name = null) => new ExtremeAggregate(column, name ?? $"{column}_max", isGreatest: true);

    /// <summary>What the first row has, even if that is null.</summary>
    public static Aggregate First(string column, string? name = null) => new EndAggregate(column, name ?? $"{column}_first", isLast: false);

    /// <summary>What the last row has, even if that is null.</summary>
    public static Aggregate Last(string column, string? name = null) => new EndAggregate(column, name ?? $"{column}_last", isLast: true);

    internal abstract TableColumn Over(Table table, Grouping groups);
}
