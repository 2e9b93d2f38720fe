using System.Globalization;

namespace Levain.Bench;

/// <summary>What to measure, and where to say it.</summary>
internal sealed record BenchOptions
{
    /// <summary>The workspace whose host is measured.</summary>
    public required string Root { get; init; }

    public string Suite { get; init; } = "engine";

    public bool Json { get; init; }

    /// <summary>The file that the result goes to; null means standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Timed runs of each contender; one more comes first to warm up. Null means as many as the suite thinks right.</summary>
    public int? Rounds { get; init; }

    /// <summary>A million files too (store).</summary>
    public bool Large { get; init; }

    /// <summary>Only <c>tmpfs</c> or only <c>disk</c> (store); null means both.</summary>
    public string? Where { get; init; }

    /// <summary>A part of everything, to see whether the suite works (all but engine and numerics): such figures mean nothing, and meet no target.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The only data set to measure (trees), or the only learner (learning); null for all.</summary>
    public string? Only { get; init; }

    /// <summary>The SVG file to draw how time grows with rows, columns, depth and threads (trees); null for no picture.</summary>
    public string? Plot { get; init; }

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions { Root = Environment.CurrentDirectory };
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--json" => options with { Json = true },
                "--large" => options with { Large = true },
                "--where" when i + 1 < args.Length && args[i + 1] is "tmpfs" or "disk" => options with { Where = args[++i] },
                "--scale" when i + 1 < args.Length && double.TryParse(args[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 1 && i++ >= 0 => options with { Scale = scale },
                "--suite" when i + 1 < args.Length => options with { Suite = args[++i] },
                "--root" when i + 1 < args.Length => options with { Root = Path.GetFullPath(args[++i]) },
                "--output" when i + 1 < args.Length => options with { Output = args[++i] },
                "--only" when i + 1 < args.Length => options with { Only = args[++i] },
                "--plot" when i + 1 < args.Length => options with { Plot = Path.GetFullPath(args[++i]) },
                "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0 && i++ >= 0 => options with { Rounds = rounds },
                _ => throw new UsageException($"`{args[i]}` is not understood", "the switches are --suite engine|numerics|store|tables|trees|learning|registry, --root FOLDER, --json, --output FILE, --rounds N, --large, --where tmpfs|disk, --scale PART, --plot FILE, --only dense|sparse|shots|categories (trees) or logistic|auc|series|study (learning)"),
            };
        }

        if (options.Suite != "store" && (options.Large || options.Where is not null)) throw new UsageException($"`--large` and `--where` mean nothing to suite `{options.Suite}`", "they are for `store`");
        if (options.Suite != "trees" && options.Plot is not null) throw new UsageException($"`--plot` means nothing to suite `{options.Suite}`", "it is for `trees`");
        if (options.Only is { } only) CheckPart(options.Suite, only);
        if (options.Suite is "engine" or "numerics" && options.Scale != 1) throw new UsageException($"`--scale` means nothing to suite `{options.Suite}`", "it is for `store`, `tables`, `trees`, `learning` and `registry`");
        return options.Suite is "engine" or "numerics" or "store" or "tables" or "trees" or "learning" or "registry" ? options : throw new UsageException($"there is no suite `{options.Suite}`", "use `engine`, `numerics`, `store`, `tables`, `trees`, `learning` or `registry`");
    }

    private static void CheckPart(string suite, string only)
    {
        IReadOnlyList<string> parts = suite switch
        {
            "trees" => ["dense", "sparse", "shots", "categories"],
            "learning" => Learning.LearningSuite.Parts,
            _ => throw new UsageException($"`--only` means nothing to suite `{suite}`", "it is for `trees` and `learning`"),
        };
        if (!parts.Contains(only)) throw new UsageException($"suite `{suite}` has no part `{only}`", $"there are {string.Join(", ", parts.Select(part => $"`{part}`"))}");
    }
}
