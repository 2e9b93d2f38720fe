using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A contract over one schema: what is broken already, and what has to be checked over the rows.</summary>
/// <param name="reference">The name of a table that things are looked up in, with its schema.</param>
internal sealed class ContractPlan(Schema schema, Func<Artifact<Table>, (string Name, Schema Schema)> reference)
{
    private readonly List<PlannedCheck> checks = [];
    private readonly List<string> failures = [];
    private int passed;

    public IReadOnlyList<PlannedCheck> Checks => checks;

    /// <summary>What is broken whatever the rows are.</summary>
    public IReadOnlyList<string> Failures => failures;

    public int Count => passed + failures.Count + checks.Count;

    public Field? Find(string column) => schema.Contains(column) ? schema[column] : null;

    /// <summary>Such as <c>; did you mean `x`?</c>, or nothing.</summary>
    public string Nearest(string column) =>
        NearestName.Of(column, schema.Fields.Select(field => field.Name)) is { } nearest ? $"; is it `{nearest}`?" : "";

    public void Pass() => passed++;

    public void Fail(string says) => failures.Add(says);

    public void Add(PlannedCheck check) => checks.Add(check);

    /// <summary>Whether all these columns are there; those that are not are told.</summary>
    public bool HasAll(IReadOnlyList<string> columns)
    {
        var missing = columns.Where(column => Find(column) is null).ToList();
        foreach (var column in missing.Select(column => $"column `{column}` is missing{Nearest(column)}"))
            if (!failures.Contains(column)) Fail(column);
        return missing.Count == 0;
    }

    /// <summary>The columns whose names stand in a condition, for what is shown of a row.</summary>
    public IReadOnlyList<string> NamedIn(string condition) => [.. schema.Fields.Select(field => field.Name).Where(name => Stands(name, condition))];

    public void AddReference(IReadOnlyList<string> columns, Artifact<Table> table, IReadOnlyList<string> keys)
    {
        var (name, other) = reference(table);
        for (var i = 0; i < columns.Count; i++)
        {
            if (!other.Contains(keys[i])) throw new BuildException($"column `{columns[i]}` is to be looked up in {table.Origin}, which has no column `{keys[i]}`", NearestName.Hint(keys[i], [.. other.Fields.Select(field => field.Name)]));
            var (own, key) = (Find(columns[i])!.Type, other[keys[i]].Type);
            if (own == key || (IsWhole(own) && IsWhole(key))) continue;
            Fail($"column `{columns[i]}` is {own}, but column `{keys[i]}` of {table.Origin}, where it is looked up, is {key}");
            return;
        }

        var there = string.Join(" AND ", columns.Select(column => $"{Sql.Identifier(column)} IS NOT NULL"));
        var known = string.Join(" AND ", keys.Select(key => $"{Sql.Identifier(key)} IS NOT NULL"));
        var text = string.Join(", ", columns.Select(column => $"`{column}`"));
        Add(new PlannedCheck
        {
            Fails = $"({there} AND coalesce({PlannedCheck.Row(columns)} NOT IN (SELECT {PlannedCheck.Row(keys)} FROM {Sql.Identifier(name)} WHERE {known}), true))",
            Shown = columns,
            Says = (count, rows) => $"column{(columns.Count == 1 ? "" : "s")} {text} {(columns.Count == 1 ? "is" : "are")} not in {string.Join(", ", keys.Select(key => $"`{key}`"))} of {table.Origin} in {PlannedCheck.Part(count, rows)}",
        });
    }

    private static bool IsWhole(ColumnType type) => type.Kind is ColumnKind.Int32 or ColumnKind.Int64;

    private static bool Stands(string name, string condition)
    {
        for (var at = condition.IndexOf(name, StringComparison.Ordinal); at >= 0; at = condition.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(condition[at - 1])) && (end == condition.Length || !IsWord(condition[end]))) return true;
        }

        return false;

        static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
    }
}
