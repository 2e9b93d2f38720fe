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

    /// <summary>Timed runs of each contender; one more comes first to warm up.</summary>
    public int Rounds { get; init; } = 7;

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions { Root = Environment.CurrentDirectory };
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--json" => options with { Json = true },
                "--suite" when i + 1 < args.Length => options with { Suite = args[++i] },
                "--root" when i + 1 < args.Length => options with { Root = Path.GetFullPath(args[++i]) },
                "--output" when i + 1 < args.Length => options with { Output = args[++i] },
                "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds > 0 && i++ >= 0 => options with { Rounds = rounds },
                _ => throw new UsageException($"`{args[i]}` is not understood", "the switches are --suite engine|numerics, --root FOLDER, --json, --output FILE, --rounds N"),
            };
        }

        return options.Suite is "engine" or "numerics" ? options : throw new UsageException($"there is no suite `{options.Suite}`", "use `engine` or `numerics`");
    }
}
