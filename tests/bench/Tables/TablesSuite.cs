using System.Globalization;

namespace Levain.Bench;

/// <summary>From a digest in the store to a table in memory, beside DuckDB's C API alone on the raw file: each in a process of its own, on all threads.</summary>
internal sealed class TablesSuite
{
    private const int DefaultRounds = 5, DefaultRows = 5_000_000;

    private readonly int rounds;
    private readonly TableData data;
    private readonly List<BenchRow> rows = [];

    private TablesSuite(BenchOptions options, string folder)
    {
        rounds = options.Rounds ?? DefaultRounds;
        data = new TableData(folder, (int)(DefaultRows * options.Scale), options.Root);
        IsPromised = options.Scale == 1;
    }

    private bool IsPromised { get; }

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var folder = Path.Combine(options.Root, ".levain", string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}"));
        try
        {
            return new TablesSuite(options, folder).Run();
        }
        finally
        {
            Say("deleting everything");
            if (Directory.Exists(folder)) new Command("rm", ["-rf", folder], options.Root).Run();
        }
    }

    private List<BenchRow> Run()
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"writing {data.Rows:N0} rows as CSV and as Parquet, and keeping them"));
        data.Make();
        Compare("CSV to a table", TableTask.Csv, 1 / 0.8);
        Compare("Parquet to a table", TableTask.Parquet, 1 / 0.8);
        if (data.Matches is null) Say("no Wyscout matches in a mirror (LEVAIN_MIRRORS or ../shared/data): their JSON is not measured");
        else Compare("Wyscout JSON to a shots table", TableTask.Json, 1.5);
        Window();
        return rows;
    }

    // Ours and DuckDB's in turn, so that whatever the machine does beside falls on both.
    private void Compare(string what, TableTask task, double most)
    {
        Say(what);
        var (ours, peer) = (new List<TableTime>(), new List<TableTime>());
        for (var round = 0; round < rounds; round++)
        {
            data.Forget();
            ours.Add(task.Run(data, isOurs: true));
            data.Forget();
            peer.Add(task.Run(data, isOurs: false));
        }

        Add(what, "cold", ours, peer, time => time.Cold, most);
        Add(what, "warm", ours, peer, time => time.Warm, most);
        if (task == TableTask.Json) return;
        var table = ours[0].TableBytes / 1e6;
        rows.Add(new BenchRow($"{what}: peak memory by the table's own {table.ToString("0", CultureInfo.InvariantCulture)} MB", "×", new Figures(ours.Select(time => time.PeakBytes / (double)time.TableBytes)))
        {
            Where = "cold", Target = IsPromised ? 2 : null, Note = "what the process held at most, less what it held before",
        });
    }

    private void Add(string what, string where, List<TableTime> ours, List<TableTime> peer, Func<TableTime, double> seconds, double most)
    {
        var (own, alone) = (new Figures(ours.Select(seconds)), new Figures(peer.Select(seconds)));
        rows.Add(new BenchRow(what, "s", own)
        {
            Where = where, Peer = "DuckDB alone", PeerFigures = alone, Target = IsPromised ? alone.Median * most : null,
            Note = string.Create(CultureInfo.InvariantCulture, $"target: at most {most:0.00} × DuckDB alone"),
        });
    }

    private void Window()
    {
        Say("lags");
        var times = Enumerable.Range(0, rounds).Select(_ => TableTask.Window.Run(data, isOurs: true)).ToList();
        foreach (var (where, seconds) in new (string, Func<TableTime, double>)[] { ("cold", time => time.Cold), ("warm", time => time.Warm) })
            rows.Add(new BenchRow("30 lags of 5 columns, 1,000,000 rows", "s", new Figures(times.Select(seconds))) { Where = where, Target = IsPromised ? 0.5 : null, Note = "in C#, every value read once" });
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}…");
}
