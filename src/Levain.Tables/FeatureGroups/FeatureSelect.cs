using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Reads of a feature group as SQL over the files of its parts.</summary>
internal sealed class FeatureSelect(GroupManifest manifest, Func<FeaturePart, string> pathOf)
{
    // No feature can have these names.
    private const string Time = "\"levain time\"", Part = "\"levain part\"", Gone = "\"levain deleted\"";

    private static readonly string[] Metadata = [FeatureName.WriteTime, FeatureName.InvocationTime, FeatureName.IsDeleted];

    private readonly FeatureGroupDefinition definition = manifest.Definition;

    private string Id => Sql.Identifier(definition.RecordIdentifier);

    public string Of(FeatureQuery query)
    {
        if (definition.Find(definition.RecordIdentifier) is null) throw Empty();
        _ = Known([.. query.Where.Keys.Order(StringComparer.Ordinal)]);
        IReadOnlyList<string> features = [definition.RecordIdentifier, definition.EventTime, .. Chosen(query.Features)];
        var columns = string.Join(", ", features.Select(Sql.Identifier).Concat(query.WithMetadata ? Metadata.Select(Sql.Identifier) : []));
        var seen = $"FROM ({History(features.Union(query.Where.Keys, StringComparer.Ordinal), query.AsOf, query.UpToRun, query.WithMetadata)}){Conditions(query)}";
        var newest = $"SELECT * {seen} QUALIFY row_number() OVER (PARTITION BY {Id} ORDER BY {Time} DESC, {Part} DESC) = 1";
        return query.Rows switch
        {
            FeatureRows.All => $"SELECT {columns} FROM (SELECT * {seen}) {(query.WithMetadata ? "" : $"WHERE NOT {Gone} ")}ORDER BY {Time}, {Id}, {Part}",
            FeatureRows.NewestTime => $"SELECT {columns} FROM (SELECT *, max({Time}) OVER () AS \"levain newest\" FROM ({newest}) WHERE NOT {Gone}) WHERE {Time} = \"levain newest\" ORDER BY {Id}",
            _ => $"SELECT {columns} FROM ({newest}) WHERE NOT {Gone} ORDER BY {Id}",
        };
    }

    /// <param name="labels">The schema of the labels, which the session has under <paramref name="name"/>.</param>
    public string Of(FeatureJoin join, Schema labels, string name)
    {
        if (definition.Find(definition.RecordIdentifier) is not { } identifier) throw Empty();
        var (id, time) = (Label(labels, join.RecordIdentifier ?? definition.RecordIdentifier, "record identifier"), Label(labels, join.EventTime ?? definition.EventTime, "event time"));
        if (id.Type != identifier.Type && !(IsWhole(id.Type) && IsWhole(identifier.Type)))
            throw new BuildException($"column `{id.Name}` of the labels is {id.Type}, but record identifier `{identifier.Name}` of group `{definition.Name}` is {identifier.Type}", $"cast the labels' to {identifier.Type}");

        IReadOnlyList<string> features = join.Features.Count > 0 ? Known(join.Features) : [.. definition.Features.Select(feature => feature.Name).Where(feature => feature != definition.RecordIdentifier && feature != definition.EventTime)];
        foreach (var feature in features)
            if (labels.Fields.Any(field => string.Equals(field.Name, join.Prefix + feature, StringComparison.OrdinalIgnoreCase)))
                throw new BuildException($"the labels have a column `{join.Prefix}{feature}` already", "give the features a `Prefix`, or leave that one out with `Features`");

        var counts = string.Create(CultureInfo.InvariantCulture, $"NOT f.{Gone}{(join.MaxAge is { } age ? $" AND l.{Time} - f.{Time} <= {age.Ticks / 10}" : "")}");
        // Of one record and time the later append holds.
        var history = $"SELECT * FROM ({History([definition.RecordIdentifier, .. features], null, join.UpToRun, false)}) QUALIFY row_number() OVER (PARTITION BY {Id}, {Time} ORDER BY {Part} DESC) = 1";
        return $"""
            SELECT {string.Join(", ", labels.Fields.Select(field => $"l.{Sql.Identifier(field.Name)}").Concat(features.Select(feature => $"CASE WHEN {counts} THEN f.{Sql.Identifier(feature)} END AS {Sql.Identifier(join.Prefix + feature)}")))}
            FROM (SELECT *, row_number() OVER () AS "levain row", {EventMoment.Of(time).InSql} AS {Time} FROM {Sql.Identifier(name)}) l
            ASOF LEFT JOIN ({history}) f ON l.{Sql.Identifier(id.Name)} = f.{Id} AND l.{Time} >= f.{Time}
            ORDER BY l."levain row"
            """;
    }

    // Every row of the parts that can hold some, with its moment, the number of its part, and whether it is a deletion.
    private string History(IEnumerable<string> features, DateTimeOffset? asOf, string? upToRun, bool withMetadata)
    {
        IReadOnlyList<FeatureDefinition> columns = [.. features.Select(name => definition.Find(name)!)];
        var moment = EventMoment.Of(definition.Find(definition.EventTime)!.Field).InSql;
        var last = upToRun is null ? manifest.Parts.Count : 1 + IndexOf(upToRun);
        var parts = manifest.Parts.Take(last).Select((part, i) => (part, i)).Where(each => each.part.Rows > 0 && (asOf is not { } time || each.part.First!.Value.Microseconds <= EventMoment.Of(time)));
        // Parts of the same columns are read together: a query of a thousand parts would be long.
        var alike = parts.GroupBy(each => (each.part.IsDeletion, string.Join(',', each.part.Features), HidesIndex(each.part) ? each.i : -1));
        var selects = alike.Select(group => Read([.. group], columns, moment, withMetadata)).ToList();
        return selects.Count > 0 ? string.Join("\nUNION ALL ", selects) : Nothing(columns, withMetadata);
    }

    private string Read(IReadOnlyList<(FeaturePart Part, int Number)> alike, IReadOnlyList<FeatureDefinition> columns, string moment, bool withMetadata)
    {
        var (first, deleted) = (alike[0].Part, Truth(alike[0].Part.IsDeletion));
        var number = Each(alike, each => Number(each.Number), "INTEGER");
        var metadata = withMetadata ? $", {Written(alike)} AS {FeatureName.WriteTime}, {Written(alike)} AS {FeatureName.InvocationTime}, {deleted} AS {FeatureName.IsDeleted}" : "";
        return $"SELECT {List(columns, first)}, {moment} AS {Time}, {number} AS {Part}, {deleted} AS {Gone}{metadata} FROM read_parquet({Sql.List(alike.Select(each => pathOf(each.Part)))})";
    }

    private static string Written(IReadOnlyList<(FeaturePart Part, int Number)> alike) =>
        $"make_timestamptz({Each(alike, each => each.Part.WriteTime is { } time ? Number(time.Microseconds) : "NULL", "BIGINT")})";

    // What a row's own part says, found by the place of its file among those that are read together.
    private static string Each(IReadOnlyList<(FeaturePart Part, int Number)> alike, Func<(FeaturePart Part, int Number), string> says, string type) => alike.Count == 1
        ? $"CAST({says(alike[0])} AS {type})"
        : $"CAST([{string.Join(", ", alike.Select(says))}] AS {type}[])[CAST(file_index AS BIGINT) + 1]";

    // A feature of this name stands before DuckDB's own.
    private static bool HidesIndex(FeaturePart part) => part.Features.Contains("file_index", StringComparer.OrdinalIgnoreCase);

    private static string List(IReadOnlyList<FeatureDefinition> columns, FeaturePart part) =>
        string.Join(", ", columns.Select(feature => part.Features.Contains(feature.Name, StringComparer.Ordinal) ? Sql.Identifier(feature.Name) : $"CAST(NULL AS {feature.Type}) AS {Sql.Identifier(feature.Name)}"));

    private static string Nothing(IReadOnlyList<FeatureDefinition> columns, bool withMetadata) =>
        $"SELECT {string.Join(", ", columns.Select(feature => $"CAST(NULL AS {feature.Type}) AS {Sql.Identifier(feature.Name)}"))}, CAST(NULL AS BIGINT) AS {Time}, 0 AS {Part}, false AS {Gone}{(withMetadata ? $", CAST(NULL AS TIMESTAMPTZ) AS {FeatureName.WriteTime}, CAST(NULL AS TIMESTAMPTZ) AS {FeatureName.InvocationTime}, false AS {FeatureName.IsDeleted}" : "")} WHERE false";

    private static string Conditions(FeatureQuery query)
    {
        var conditions = new List<string>();
        if (query.AsOf is { } asOf) conditions.Add($"{Time} <= {Number(EventMoment.Of(asOf))}");
        if (query.From is { } from) conditions.Add($"{Time} >= {Number(EventMoment.Of(from))}");
        // A deletion has no features, and still ends its record.
        foreach (var (name, value) in query.Where.OrderBy(pair => pair.Key, StringComparer.Ordinal)) conditions.Add($"({Gone} OR CAST({Sql.Identifier(name)} AS VARCHAR) = {Sql.Literal(value)})");
        return conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
    }

    private IReadOnlyList<string> Chosen(IReadOnlyList<string> asked) =>
        [.. (asked.Count > 0 ? Known(asked) : [.. definition.Features.Select(feature => feature.Name)]).Where(name => name != definition.RecordIdentifier && name != definition.EventTime)];

    private IReadOnlyList<string> Known(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            if (definition.Find(name) is null)
                throw new BuildException($"feature group `{definition.Name}` has no feature `{name}`", NearestName.Hint(name, [.. definition.Features.Select(feature => feature.Name)]));
        return names;
    }

    private int IndexOf(string run)
    {
        for (var i = 0; i < manifest.Parts.Count; i++)
            if (manifest.Parts[i].Run == run) return i;
        throw new BuildException($"feature group `{definition.Name}` has no run `{run}`", NearestName.Hint(run, [.. manifest.Parts.Select(part => part.Run)]));
    }

    private static Field Label(Schema labels, string name, string what) =>
        labels.Contains(name) ? labels[name] : throw new BuildException($"the labels have no column `{name}`, which is to be their {what}", NearestName.Hint(name, [.. labels.Fields.Select(field => field.Name)]));

    private BuildException Empty() => new($"feature group `{definition.Name}` has no rows yet, and does not say what type `{definition.RecordIdentifier}` is", "append to it first, or name its features in the definition");

    private static bool IsWhole(ColumnType type) => type.Kind is ColumnKind.Int32 or ColumnKind.Int64;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Truth(bool value) => value ? "true" : "false";
}
