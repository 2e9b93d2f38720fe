using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Levain.Building;
using Levain.Tables;
using Levain.Tables.DuckDb;

namespace Levain.Bench;

/// <summary>Something to measure in a process of its own, so that its start and its memory are its own.</summary>
internal sealed class TableTask
{
    private const string Switch = "--table-task";
    private const int WarmRuns = 3;

    private readonly string name;
    private readonly Func<TableData, (Content Ours, string Alone)> input;
    private readonly Func<TableSource, long> ours, alone;

    private TableTask(string name, Func<TableData, (Content, string)> input, Func<TableSource, long> ours, Func<TableSource, long> alone) =>
        (this.name, this.input, this.ours, this.alone) = (name, input, ours, alone);

    private static int Threads => Environment.ProcessorCount;

    public static TableTask Csv { get; } = new("csv", data => (data.Csv, data.CsvFile), source => Bytes(TableFiles.Read(source.StorePath(), new CsvFormat(), Threads)), source => Drained($"SELECT * FROM read_csv({Sql.Literal(source.Path)})"));

    public static TableTask Parquet { get; } = new("parquet", data => (data.Parquet, data.ParquetFile), source => Bytes(Levain.Tables.Table.Load(source.Artifact())), source => Drained($"SELECT * FROM read_parquet({Sql.Literal(source.Path)})"));

    public static TableTask Json { get; } = new("json", data => (data.Json, data.Matches!), ShotsTable.Make, source => Drained(ShotsTable.Alone(source.Path)));

    public static TableTask Window { get; } = new("window", _ => default, _ => Lags.Make(), _ => 0);

    /// <summary>Runs in another process.</summary>
    public TableTime Run(TableData data, bool isOurs)
    {
        var (content, path) = input(data);
        var command = new Command("dotnet", [typeof(TableTask).Assembly.Location, Switch, name, isOurs ? "ours" : "alone", data.Root, content.Digest.ToString(), content.IsTree ? "tree" : "file", path ?? ""], data.Root);
        return JsonSerializer.Deserialize<TableTime>(command.Read())!;
    }

    /// <summary>True when the arguments asked for it, and it is done.</summary>
    public static bool RunHere(string[] args)
    {
        if (args is not [Switch, var name, var who, var root, var digest, var kind, var path]) return false;
        var task = new[] { Csv, Parquet, Json, Window }.Single(task => task.name == name);
        var source = new TableSource(root, new Content(Digest.Parse(digest), kind == "tree"), path);
        var run = who == "ours" ? task.ours : task.alone;
        DuckLibrary.Load();
        var before = Resident("VmRSS");

        var (cold, bytes) = Timed(() => run(source));
        var peak = Resident("VmHWM") - before;
        var warm = Enumerable.Range(0, WarmRuns).Select(_ => Timed(() => run(source)).Seconds).ToList();
        Console.Out.Write(JsonSerializer.Serialize(new TableTime(cold, new Figures(warm).Median, peak, bytes)));
        return true;
    }

    private static (double Seconds, long Result) Timed(Func<long> run)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        var result = run();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, result);
    }

    // What DuckDB does of itself when it is asked for a result: all rows, kept in its own memory. Its streaming is slower here with several threads.
    private static long Drained(string query)
    {
        using var session = DuckSession.Open(new() { Threads = Threads });
        session.Execute(query);
        return 0;
    }

    private static long Bytes(Table table) => table.Columns.Sum(Bytes);

    private static long Bytes(TableColumn column) => (column.NullCount == 0 ? 0 : column.Count / 8) + column switch
    {
        ValueColumn<bool> => column.Count,
        ValueColumn<int> or ValueColumn<float> or ValueColumn<DateOnly> => column.Count * 4L,
        ValueColumn<long> or ValueColumn<double> or ValueColumn<Timestamp> => column.Count * 8L,
        ValueColumn<decimal> => column.Count * 16L,
        StringColumn texts => column.Count * 4L + Enumerable.Range(0, texts.Dictionary.Count).Sum(code => texts.Dictionary.Utf8(code).Length + 4L),
        _ => 0,
    };

    private static long Resident(string what) =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(what, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}

/// <summary>Where the data of a task is: in a store, and as a plain file.</summary>
internal sealed record TableSource(string Root, Content Content, string Path)
{
    public ArtifactReader Artifact() => Workspace.Open(Root).Store.OpenArtifact(Content);

    public string StorePath() => Artifact().Path;
}
