using System.Text.Json;

namespace Levain.Tables.Statistics;

/// <summary>Writes and reads the <c>constraints.json</c> of SageMaker Model Monitor.</summary>
public static class ConstraintsJson
{
    private const string Robust = "Robust", Simple = "Simple";
    // Model Monitor's own name for the largest difference of shares.
    private const string LInfinity = "LInfinity";
    private const int MostColumns = 100_000;

    public static byte[] ToBytes(Constraints constraints)
    {
        ArgumentNullException.ThrowIfNull(constraints);
        return JsonFile.Write(json =>
        {
            json.WriteNumber("version", 0);
            json.Objects("features", constraints.Columns, column => Write(json, column));
            json.Object("monitoring_config", () =>
            {
                json.WriteString("evaluate_constraints", "Enabled");
                json.WriteString("emit_metrics", "Enabled");
                json.WriteNumber("datatype_check_threshold", 1);
                json.WriteNumber("domain_content_threshold", 1);
                json.Object("distribution_constraints", () =>
                {
                    json.WriteString("perform_comparison", "Enabled");
                    json.WriteNumber("comparison_threshold", constraints.Drift.Threshold);
                    json.WriteString("comparison_method", constraints.Drift.IsRobust ? Robust : Simple);
                    json.WriteNumber("categorical_comparison_threshold", constraints.Drift.CategoricalThreshold);
                    json.WriteString("categorical_drift_method", LInfinity);
                });
            });
        });
    }

    /// <param name="path">The name of the file, for messages.</param>
    public static Constraints Parse(byte[] bytes, string path)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        List<ColumnConstraint>? columns = null;
        var drift = new DriftSettings();
        var reader = new StrictJson(bytes, path);
        var whole = reader;
        reader.Object(["features", "monitoring_config"], (ref inner, name) =>
        {
            if (name == "features") columns = inner.Array(ReadColumn, MostColumns);
            else inner.Object(["distribution_constraints"], (ref config, _) => drift = ReadDrift(ref config));
        });
        reader.End();
        if (columns is null) throw whole.Fail("the list `features` is missing");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
            if (!names.Add(column.Name)) throw whole.Fail($"feature `{column.Name}` stands twice");
        return new(columns, drift);
    }

    private static void Write(Utf8JsonWriter json, ColumnConstraint column)
    {
        json.WriteString("name", column.Name);
        json.WriteString("inferred_type", column.Type);
        json.WriteNumber("completeness", column.Completeness);
        if (column.IsNonNegative is { } isNonNegative) json.Object("num_constraints", () => json.WriteBoolean("is_non_negative", isNonNegative));
        if (column.Domain is { } domain) json.Object("string_constraints", () =>
        {
            json.WriteStartArray("domains");
            foreach (var value in domain) json.WriteStringValue(value);
            json.WriteEndArray();
        });
    }

    private static ColumnConstraint ReadColumn(ref StrictJson reader)
    {
        string? name = null, type = null;
        double completeness = 0;
        bool? isNonNegative = null;
        List<string>? domain = null;
        var start = reader;
        reader.Object(["name", "inferred_type", "completeness", "num_constraints", "string_constraints"], (ref inner, property) =>
        {
            switch (property)
            {
                case "name": name = inner.Text(); break;
                case "inferred_type": type = StatisticsReader.ReadType(ref inner); break;
                case "completeness": completeness = Share(ref inner); break;
                case "num_constraints": inner.Object(["is_non_negative"], (ref number, _) => isNonNegative = number.Truth()); break;
                default: inner.Object(["domains"], (ref text, _) => domain = text.Array((ref value) => value.Text())); break;
            }
        });
        if (name is null || type is null) throw start.Fail("a feature has a `name` and an `inferred_type`");
        return new(name, type, completeness) { IsNonNegative = isNonNegative, Domain = domain };
    }

    private static DriftSettings ReadDrift(ref StrictJson reader)
    {
        var (threshold, isRobust) = (0.1, true);
        double? categorical = null;
        reader.Object(["comparison_threshold", "comparison_method", "categorical_comparison_threshold"], (ref inner, name) =>
        {
            switch (name)
            {
                case "comparison_threshold": threshold = Share(ref inner); break;
                case "categorical_comparison_threshold": categorical = Share(ref inner); break;
                // The manual has two names for each.
                default: isRobust = inner.Text() is var method && method is Robust or "linf_robust" || (method is Simple or "linf_simple" ? false : throw inner.Fail($"`{method}` is no method of comparison: expected `{Robust}` or `{Simple}`")); break;
            }
        });
        return new() { Threshold = threshold, CategoricalThreshold = categorical ?? threshold, IsRobust = isRobust };
    }

    private static double Share(ref StrictJson reader) => reader.Number() is >= 0 and <= 1 and var share ? share : throw reader.Fail("expected a number between 0 and 1");
}
