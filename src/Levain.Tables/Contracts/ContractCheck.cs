using System.Globalization;
using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Checks the table <see cref="Input"/> of a session against a contract: one pass counts what is broken, and rows are looked for only when something is.</summary>
/// <param name="reference">The name under which the session has, or gets, a table that things are looked up in.</param>
internal sealed class ContractCheck(DuckSession session, TableContract contract, Func<Artifact<Table>, (string Name, Action Add)> reference)
{
    public const string Input = "input";
    public static readonly string InputSql = Sql.Identifier(Input);

    private readonly Dictionary<string, Schema> references = new(StringComparer.Ordinal);

    /// <summary>Throws when anything is broken.</summary>
    /// <param name="what">What is checked, as the error begins with it.</param>
    public void Run(string what)
    {
        var schema = SchemaOf(Input);
        var plan = Planned(schema);
        CheckConditions(plan.Checks);
        var (counts, rows) = Counts(plan.Checks);
        var broken = plan.Checks.Zip(counts).Where(pair => pair.First.IsBroken(pair.Second, rows)).ToList();
        if (broken.Count + plan.Failures.Count == 0) return;

        var samples = new OffendingRows(session, KeysIn(schema));
        throw new BuildException(
            string.Create(CultureInfo.InvariantCulture, $"{what} breaks {broken.Count + plan.Failures.Count} of {plan.Count} expectation{(plan.Count == 1 ? "" : "s")}"),
            "mend the data, or the contract when it asks too much")
        {
            Details = [.. plan.Failures, .. broken.SelectMany(pair => samples.Of(pair.First, pair.Second).Prepend(pair.First.Says(pair.Second, rows)))],
        };
    }

    private ContractPlan Planned(Schema schema)
    {
        var plan = new ContractPlan(schema, Reference);
        foreach (var expectation in contract.Expectations) expectation.AddTo(plan);
        if (!contract.IsClosed) return plan;

        var named = contract.Expectations.OfType<ColumnExpectation>().Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var field in schema.Fields.Where(field => !named.Contains(field.Name))) plan.Fail($"column `{field.Name}` is not expected");
        return plan;
    }

    private (string, Schema) Reference(Artifact<Table> artifact)
    {
        var (name, add) = reference(artifact);
        if (!references.TryGetValue(name, out var schema))
        {
            add();
            references.Add(name, schema = SchemaOf(name));
        }

        return (name, schema);
    }

    private Schema SchemaOf(string name) => new(session.ColumnsOf($"SELECT * FROM {Sql.Identifier(name)}").Select(column => new Field(column.Name, column.Type.Column!)));

    private List<string> KeysIn(Schema schema)
    {
        var keys = contract.Keys.Count > 0 ? contract.Keys : contract.Expectations.OfType<UniqueExpectation>().FirstOrDefault()?.Columns ?? [];
        return [.. keys.Where(schema.Contains)];
    }

    // A condition sees the table and nothing else, like any query of a model.
    private void CheckConditions(IReadOnlyList<PlannedCheck> checks)
    {
        var written = checks.Where(check => check.Condition is not null).ToList();
        if (written.Count > 0) ExactFunctions.Register(session);
        foreach (var check in written)
        {
            var tree = session.ReadTable($"SELECT json_serialize_sql({Sql.Literal($"SELECT * FROM {InputSql} WHERE (\n{check.Condition}\n)")}) AS tree").Strings("tree")[0]!;
            new SqlCheck([Input], isParallel: false, (_, message, hint) => new BuildException($"{check.Named} cannot be evaluated: {message}", hint)).Check(tree);
        }
    }

    private (IReadOnlyList<long> Counts, long Rows) Counts(IReadOnlyList<PlannedCheck> checks)
    {
        try
        {
            return Count(checks);
        }
        catch (DuckException)
        {
            // One of them cannot be evaluated: which, is found out one by one.
            foreach (var check in checks)
            {
                try
                {
                    Count([check]);
                }
                catch (DuckException error)
                {
                    throw new BuildException($"{check.Named ?? "an expectation of the contract"} cannot be evaluated: {error.Message}", inner: error);
                }
            }

            throw;
        }
    }

    private (IReadOnlyList<long> Counts, long Rows) Count(IReadOnlyList<PlannedCheck> checks)
    {
        // Conditions are worked out below the aggregates: a sub-query may stand in them there.
        var fails = checks.Select((check, i) => check.Count is null ? $", {check.Fails} AS {Name(i)}" : "");
        var counts = checks.Select((check, i) => $", CAST({check.Count ?? $"count(*) FILTER ({Name(i)})"} AS BIGINT)");
        var table = session.ReadTable($"SELECT {string.Join("", counts.Prepend("count(*)").Select((count, i) => count + (i == 0 ? " AS \"rows\"" : string.Create(CultureInfo.InvariantCulture, $" AS \"n {i}\""))))} FROM (SELECT *{string.Join("", fails)} FROM {InputSql})", 1);
        return ([.. table.Columns.Skip(1).Select(column => ((ValueColumn<long>)column)[0])], ((ValueColumn<long>)table.Columns[0])[0]);

        static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"\"fails {i}\"");
    }
}
