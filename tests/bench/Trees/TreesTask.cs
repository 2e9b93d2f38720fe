using System.Globalization;

namespace Levain.Bench.Trees;

/// <summary>What one process is to do: whose trees, on which part of a data set, with how many threads.</summary>
internal sealed record TreesTask
{
    public required bool IsOurs { get; init; }

    public required int Threads { get; init; }

    public int Rounds { get; init; } = 100;

    public int Depth { get; init; } = 6;

    /// <summary>How many of the training rows, from the first on.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether to predict the test rows too.</summary>
    public bool Predicts { get; init; } = true;

    public string[] Arguments(TreesFiles files) =>
    [
        files.Folder, files.Set.Name, .. new[] { files.Set.Rows, files.Set.TestRows, files.Set.Columns, Threads, Rounds, Depth, Rows }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        IsOurs ? "ours" : "xgboost", Predicts ? "predict" : "train",
    ];

    public static (TreesFiles, TreesTask) Parse(ReadOnlySpan<string> arguments)
    {
        var (folder, name) = (arguments[0], arguments[1]);
        int[] numbers = [.. arguments[2..9].ToArray().Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var files = new TreesFiles(TreesSet.Of(name, numbers[0], numbers[1], numbers[2]), folder);
        return (files, new() { IsOurs = arguments[9] == "ours", Threads = numbers[3], Rounds = numbers[4], Depth = numbers[5], Rows = numbers[6], Predicts = arguments[10] == "predict" });
    }
}
