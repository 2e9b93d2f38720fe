namespace Levain.Tables;

/// <summary>A feature group of an offline store: rows are appended and never changed.</summary>
public interface IFeatureGroup
{
    Task<FeatureGroupDescription> DescribeAsync(CancellationToken cancellation = default);

    /// <summary>Appends the rows of a run; once, however often it is asked for.</summary>
    Task AppendAsync(Table rows, FeatureRun run, CancellationToken cancellation = default);

    /// <summary>Appends that records are deleted: rows of record identifiers, and the event times from which on.</summary>
    Task DeleteAsync(Table records, FeatureRun run, CancellationToken cancellation = default);

    Task<Table> ReadAsync(FeatureQuery query, CancellationToken cancellation = default);

    /// <summary>Of each record the newest row at a time.</summary>
    Task<Table> AsOfAsync(DateTimeOffset time, CancellationToken cancellation = default) => ReadAsync(new FeatureQuery { AsOf = time }, cancellation);

    /// <summary>Labels with the features that were known at the time of each. Rows and order are those of the labels.</summary>
    Task<Table> JoinAsync(Table labels, FeatureJoin join, CancellationToken cancellation = default);
}
