using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>One run of a <see cref="SqlStage"/>.</summary>
internal sealed class SqlRun(SqlText query, SqlStage stage, StageContext context)
{
    // The same everywhere: what does not fit goes to disk, and that may decide the order of ties.
    private const long Memory = 4L << 30;

    private readonly List<(string Path, string Name)> paths = [];

    private bool IsParallel => stage.TotalOrder.Count > 0;

    private string Spilled => Path.Combine(context.Scratch, "spilled");

    public async Task<Table> RunAsync()
    {
        using var session = DuckSession.Open(new()
        {
            Threads = IsParallel ? Math.Max(1, context.Threads) : 1,
            Memory = Memory,
            TemporaryFolder = Spilled,
            Cancellation = context.Cancellation,
        });
        ExactFunctions.Register(session);
        foreach (var input in stage.Inputs) await AddAsync(session, input).ConfigureAwait(false);

        Check(session);
        var output = Path.Combine(context.Scratch, "rows.parquet");
        Close(session, output);
        var select = Told(() => session.Cast(query.Text), query.Text);
        var ordered = IsParallel ? $"SELECT * FROM (\n{select}\n) ORDER BY {string.Join(", ", stage.TotalOrder.Select(DuckDb.Sql.Identifier))}" : select;
        Told(() => session.WriteParquet(ordered, output), ordered);
        if (IsParallel) MustBeTotal(session, output);
        return Table.At(output);
    }

    private async Task AddAsync(DuckSession session, SqlInput input)
    {
        try
        {
            paths.Add((await input.AddAsync(session, context).ConfigureAwait(false), $"input `{input.Name}`"));
        }
        catch (DuckException error)
        {
            throw new BuildException($"input `{input.Name}`: {WithoutPaths(error.Message)}", inner: error);
        }
    }

    private void Check(DuckSession session)
    {
        var tree = session.ReadTable($"SELECT json_serialize_sql({DuckDb.Sql.Literal(query.Text)}) AS tree").Strings("tree")[0]!;
        new SqlCheck([.. stage.Inputs.Select(input => input.Name)], IsParallel, Error).Check(tree);
    }

    // From here on the query reaches its inputs and the scratch folder only, and cannot undo that.
    private void Close(DuckSession session, string output) => session.Execute(
        $"SET allowed_paths = {DuckDb.Sql.List([.. paths.Select(path => path.Path), output])}; SET allowed_directories = {DuckDb.Sql.List([.. paths.Select(path => path.Path).Where(Directory.Exists), Spilled])}; SET enable_external_access = false; SET lock_configuration = true");

    private void MustBeTotal(DuckSession session, string output)
    {
        var keys = string.Join(", ", stage.TotalOrder.Select(DuckDb.Sql.Identifier));
        var ties = session.Count($"SELECT count(*) FROM (SELECT 1 FROM read_parquet({DuckDb.Sql.Literal(output)}) GROUP BY {keys} HAVING count(*) > 1)");
        if (ties > 0) throw Error(null, $"its rows are not told apart by {string.Join(", ", stage.TotalOrder.Select(key => $"`{key}`"))}: {ties} of these stand more than once", "name more columns in `TotalOrder`, or leave it empty");
    }

    private string Told(Func<string> run, string text)
    {
        var result = "";
        Told(() => { result = run(); }, text);
        return result;
    }

    // What DuckDB says of the query, at its place in the file.
    private void Told(Action run, string text)
    {
        try
        {
            run();
        }
        catch (DuckException error)
        {
            var own = error.Within(text, query.Text);
            throw Error(own.Position, own.Message, null);
        }
        catch (BuildException error) when (error is not DuckException && error.Hint is not null)
        {
            throw Error(null, error.Message, error.Hint);
        }
    }

    private BuildException Error(int? position, string message, string? hint)
    {
        var place = SqlPlace.At(query.Text, position ?? 0);
        return new($"{(position is null ? query.Path ?? "the query" : query.Place(place.Line, place.Column))}: {WithoutPaths(message)}", hint);
    }

    // Where the store keeps an input tells nobody anything.
    private string WithoutPaths(string message) => paths.Aggregate(message, (text, path) => text.Replace(path.Path, path.Name, StringComparison.Ordinal));
}
