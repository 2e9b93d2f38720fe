using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Makes a part of the rows of a run, once they are known to fit the group.</summary>
internal sealed class FeatureAppend(GroupManifest manifest, FeatureRun run, bool isDeletion)
{
    // Stands beside the columns of the rows while they are checked and sorted; no feature can have the name.
    private const string MomentColumn = "event time in UTC";

    private readonly FeatureGroupDefinition known = manifest.Definition;

    private string Group => known.Name;

    /// <returns>The definition with what the rows bring, the part, and the path of its file under <paramref name="scratch"/>.</returns>
    public (FeatureGroupDefinition Definition, FeaturePart Part, string File) Make(Table rows, string scratch, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(run.Name)) throw new BuildException($"a run of feature group `{Group}` has no name", "name it, such as by its date");
        var definition = Grown(rows.Schema);
        IReadOnlyList<string> columns = [.. definition.Features.Select(feature => feature.Name).Where(name => isDeletion ? IsKey(name) : rows.Schema.Contains(name))];
        var moment = EventMoment.Of(definition.Find(known.EventTime)!.Field);

        using var session = DuckSession.Open(new() { Cancellation = cancellation });
        session.AddTable("rows", rows);
        session.AddView(ContractCheck.Input, $"SELECT *, {moment.InSql} AS {Sql.Identifier(MomentColumn)} FROM rows");
        Check(session, definition, columns, moment);

        Directory.CreateDirectory(scratch);
        var file = Path.Combine(scratch, $"part-{manifest.Parts.Count}.parquet");
        // In one order whatever order the rows came in: the same rows are the same part.
        session.WriteParquet($"SELECT {string.Join(", ", columns.Select(Sql.Identifier))} FROM {ContractCheck.InputSql} ORDER BY {Sql.Identifier(MomentColumn)}, {Sql.Identifier(known.RecordIdentifier)}", file);
        return (definition, Described(session, columns, rows.RowCount, file), file);
    }

    private bool IsKey(string name) => name == known.RecordIdentifier || name == known.EventTime;

    private FeatureGroupDefinition Grown(Schema rows)
    {
        foreach (var name in new[] { known.RecordIdentifier, known.EventTime }.Concat(known.Features.Where(feature => feature.IsRequired && !isDeletion).Select(feature => feature.Name)))
            if (!rows.Contains(name))
                throw new BuildException($"feature group `{Group}` requires `{name}`, which the rows of run `{run.Name}` do not have", NearestName.Hint(name, [.. rows.Fields.Select(field => field.Name)]));

        foreach (var field in rows.Fields)
            if (known.Find(field.Name) is { } feature && feature.Type != field.Type)
                throw new BuildException($"feature `{field.Name}` of group `{Group}` is {feature.Type}, but {field.Type} in run `{run.Name}`", $"cast it to {feature.Type}, or give the new one another name");

        List<FeatureDefinition> added = [.. rows.Fields.Where(field => known.Find(field.Name) is null && (!isDeletion || IsKey(field.Name))).Select(field => new FeatureDefinition(field.Name, field.Type))];
        // The first append says what the types of the keys are.
        if (!run.AddsFeatures && added.Find(feature => !IsKey(feature.Name)) is { } unknown)
            throw new BuildException($"feature group `{Group}` has no feature `{unknown.Name}`, and run `{run.Name}` may add none", NearestName.Hint(unknown.Name, [.. known.Features.Select(feature => feature.Name)]));
        return (known with { Features = [.. known.Features, .. added] }).Checked();
    }

    private void Check(DuckSession session, FeatureGroupDefinition definition, IReadOnlyList<string> columns, EventMoment moment)
    {
        var time = new ColumnExpectation { Name = known.EventTime, Rules = [new CompleteRule(), .. moment.Rules] };
        var contract = TableContract.Of([
            Expect.Column(known.RecordIdentifier).Complete(),
            time,
            .. columns.Where(name => !IsKey(name) && definition.Requires(name)).Select(name => Expect.Column(name).Complete()),
            new UniqueExpectation { Columns = [known.RecordIdentifier, MomentColumn] },
        ]).ShownBy(known.RecordIdentifier, known.EventTime);
        new ContractCheck(session, contract, _ => throw new InvalidOperationException("nothing is looked up")).Run($"run `{run.Name}` of feature group `{Group}`");

        // A text may have the form of a moment and still be none, such as the 30th of February.
        var none = session.ReadTable($"SELECT CAST({Sql.Identifier(known.EventTime)} AS VARCHAR) AS t FROM {ContractCheck.InputSql} WHERE {Sql.Identifier(MomentColumn)} IS NULL LIMIT 1");
        if (none.RowCount > 0) throw new BuildException($"run `{run.Name}` of feature group `{Group}` has the event time `{none.Strings("t")[0]}`, which is no moment");
    }

    private FeaturePart Described(DuckSession session, IReadOnlyList<string> columns, int rows, string file)
    {
        var times = session.ReadTable($"SELECT min({Sql.Identifier(MomentColumn)}) AS first, max({Sql.Identifier(MomentColumn)}) AS last FROM {ContractCheck.InputSql}", 1);
        using var bytes = File.OpenRead(file);
        return new FeaturePart
        {
            Run = run.Name,
            Digest = Digest.Of(bytes),
            Rows = rows,
            IsDeletion = isDeletion,
            Features = columns,
            First = times.Longs("first").At(0) is { } first ? new Timestamp(first) : null,
            Last = times.Longs("last").At(0) is { } last ? new Timestamp(last) : null,
            WriteTime = run.WriteTime is { } time ? Timestamp.From(time) : null,
        };
    }
}
