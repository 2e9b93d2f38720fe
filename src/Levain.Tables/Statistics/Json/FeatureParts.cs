namespace Levain.Tables.Statistics;

/// <summary>What a file says of one feature, in whatever order, until all of it is read.</summary>
internal sealed class FeatureParts
{
    public string? Name { get; set; }

    public string? Type { get; set; }

    public NumberStatistics? Numbers { get; set; }

    public long? Present { get; set; }

    public long? Missing { get; set; }

    public long? DistinctCount { get; set; }

    public List<ValueCount>? Categories { get; set; }

    public string? SqlType { get; set; }

    public ColumnClass? Class { get; set; }

    public long? Nulls { get; set; }

    public long NotFinite { get; set; }

    public long? Distinct { get; set; }

    public bool IsExact { get; set; } = true;

    public string? Lowest { get; set; }

    public string? Highest { get; set; }

    public LengthStatistics? Lengths { get; set; }

    public List<Quantile> Quantiles { get; set; } = [];

    public List<Bin> Histogram { get; set; } = [];

    public NumberStatistics? Times { get; set; }

    public List<ValueCount>? Top { get; set; }

    public long TopError { get; set; }

    public ColumnStatistics ToColumn(long rows)
    {
        var (notFinite, nulls) = (Math.Min(rows, NotFinite), Nulls ?? Missing ?? (Present is { } present ? rows - present : 0));
        return new()
        {
            Name = Name!,
            Type = SqlType ?? "",
            Class = Class ?? InferredType.Class(Type!),
            // Whoever wrote the file may have looked at some of the rows only.
            Rows = Math.Max(rows, notFinite),
            Nulls = Math.Clamp(nulls, 0, rows - notFinite),
            NotFinite = notFinite,
            Distinct = Distinct ?? DistinctCount,
            IsExact = IsExact,
            Lowest = Lowest,
            Highest = Highest,
            Lengths = Lengths,
            Numbers = (Numbers ?? Times) is { } numbers ? numbers with { Quantiles = Quantiles, Histogram = Histogram } : null,
            Top = Top ?? Categories ?? [],
            TopError = TopError,
        };
    }
}
