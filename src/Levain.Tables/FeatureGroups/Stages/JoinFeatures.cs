using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Labels with the features that were known at the time of each: no feature comes from the label's future. Rows and order are those of the labels.</summary>
public sealed record JoinFeatures : Stage<Table>, IContracted
{
    public required Artifact<Table> Labels { get; init; }

    public required Artifact<FeatureGroup> Group { get; init; }

    public FeatureJoin Join { get; init; } = new();

    public TableContract? Contract { get; init; }

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var group = await context.ReadAsync(Group).ConfigureAwait(false);
        var labels = await context.PathAsync(Labels).ConfigureAwait(false);
        return FeatureFile.Write(context, session =>
        {
            session.AddView("labels", $"SELECT * FROM read_parquet({Sql.Literal(labels)})");
            var schema = new Schema(session.ColumnsOf("SELECT * FROM labels").Select(column => new Field(column.Name, column.Type.Column!)));
            return group.Select(Join, schema, "labels");
        });
    }
}
