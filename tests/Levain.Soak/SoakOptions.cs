using System.Globalization;

namespace Levain.Soak;

/// <summary>What to break, and where to say what came of it.</summary>
internal sealed record SoakOptions
{
    public bool Json { get; init; }

    /// <summary>Only campaigns with this in their name; null means all.</summary>
    public string? Filter { get; init; }

    /// <summary>A single shot that is fired again, such as <c>full:build:1:17</c>.</summary>
    public string? Replay { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>One shot in so many is fired: the short form of a campaign.</summary>
    public int Thin { get; init; } = 1;

    public static SoakOptions Parse(string[] args)
    {
        var options = new SoakOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--json" => options with { Json = true },
                "--filter" when i + 1 < args.Length => options with { Filter = args[++i] },
                "--replay" when i + 1 < args.Length => options with { Replay = args[++i] },
                "--seed" when Number(args, i) is { } seed && i++ >= 0 => options with { Seed = seed },
                "--thin" when Number(args, i) is > 0 and { } thin && i++ >= 0 => options with { Thin = thin },
                _ => throw new UsageException($"`{args[i]}` is not understood", "the switches are --filter NAME, --replay SHOT, --seed N, --thin N, --json"),
            };
        }

        return options;
    }

    private static int? Number(string[] args, int i) => i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
