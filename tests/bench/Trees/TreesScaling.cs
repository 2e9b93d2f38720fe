using System.Globalization;

namespace Levain.Bench.Trees;

/// <summary>How training time grows with one thing while all others stay.</summary>
/// <param name="IsLogarithmic">Where each step is a multiple of the one before.</param>
internal sealed record TreesCurve(string What, string Fixed, bool IsLogarithmic, IReadOnlyList<TreesPoint> Points);

/// <summary>Seconds of training of both sides.</summary>
internal sealed record TreesPoint(double X, double Ours, double Theirs);

/// <summary>Measures training on parts of dense data: rows, columns, depth, threads.</summary>
/// <param name="files">Makes data: name, rows, test rows, columns.</param>
internal sealed class TreesScaling(Func<string, int, int, int, TreesFiles> files, int rounds)
{
    private const int Rows = 1_000_000, FewerRows = 250_000, Columns = 28, Depth = 6, Threads = 2;

    public IReadOnlyList<TreesCurve> Measure()
    {
        var whole = files("dense", Rows, 0, Columns);
        var part = (int)((long)whole.Set.Rows * FewerRows / Rows);
        var (all, some) = (Count(whole.Set.Rows), Count(part));
        List<TreesCurve> curves =
        [
            new("rows", $"{Columns} columns, depth {Depth}, {Threads} threads", true, [.. new[] { 32, 16, 8, 4, 2, 1 }.Select(share => Point(whole, whole.Set.Rows / share, whole.Set.Rows / share, Depth, Threads))]),
            new("columns", $"{some} rows, depth {Depth}, {Threads} threads", false, [.. new[] { 7, 14, Columns, 56 }.Select(columns => columns == Columns ? Point(whole, columns, part, Depth, Threads) : Wide(columns))]),
            new("depth", $"{some} rows, {Columns} columns, {Threads} threads", false, [.. new[] { 2, 4, 6, 8, 10 }.Select(depth => Point(whole, depth, part, depth, Threads))]),
            new("threads", $"{all} rows, {Columns} columns, depth {Depth}", false, [.. Enumerable.Range(1, Environment.ProcessorCount).Select(threads => Point(whole, threads, whole.Set.Rows, Depth, threads))]),
        ];
        Directory.Delete(whole.Folder, recursive: true);
        return curves;
    }

    private static string Count(int rowCount) => rowCount.ToString("N0", CultureInfo.InvariantCulture);

    private TreesPoint Wide(int columns)
    {
        var wide = files("dense", FewerRows, 0, columns);
        var point = Point(wide, columns, wide.Set.Rows, Depth, Threads);
        Directory.Delete(wide.Folder, recursive: true);
        return point;
    }

    private TreesPoint Point(TreesFiles data, double x, int rowCount, int depth, int threads)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench: {rowCount:N0} × {data.Set.Columns}, depth {depth}, {threads} thread(s)…"));
        var task = new TreesTask { IsOurs = true, Threads = threads, Depth = depth, Rows = rowCount, Predicts = false };
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(TreesProcess.Run(data, task).Train);
            theirs.Add(TreesProcess.Run(data, task with { IsOurs = false }).Train);
        }

        return new(x, new Figures(ours).Median, new Figures(theirs).Median);
    }
}
