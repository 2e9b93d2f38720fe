using System.Globalization;

namespace Levain.Tables.Sources;

/// <summary>How much a source may give before it is taken for a mistake or an attack.</summary>
public sealed record SourceLimits
{
    /// <summary>The environment variable that sets them, such as <c>unpacked=2GiB;ratio=500</c>.</summary>
    public const string Variable = "LEVAIN_SOURCE_LIMITS";

    private const long GiB = 1L << 30;

    private static readonly string[] Names = ["file", "unpacked", "ratio", "members", "urls"];

    /// <summary>Bytes of one file that is fetched.</summary>
    public long File { get; init; } = 256 * GiB;

    /// <summary>Bytes of all that comes out of one archive.</summary>
    public long Unpacked { get; init; } = 256 * GiB;

    /// <summary>How many times its own size an archive may give. Looked at from <see cref="RatioFrom"/> on: tables of zeros pack well.</summary>
    public long Ratio { get; init; } = 200;

    /// <summary>So many bytes may come out whatever the ratio.</summary>
    public long RatioFrom { get; init; } = 16 << 20;

    /// <summary>Files and folders of one archive.</summary>
    public long Members { get; init; } = 1_000_000;

    /// <summary>Lines of one list.</summary>
    public long Urls { get; init; } = 100_000;

    /// <summary>Reads <c>name=amount</c> pairs, separated by <c>;</c>.</summary>
    public static SourceLimits Parse(string? text)
    {
        var limits = new SourceLimits();
        foreach (var pair in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            var amount = parts.Length == 2 ? Amount(parts[1]) : null;
            if (Names.Contains(parts[0], StringComparer.Ordinal) && amount is not > 0) throw new UsageException($"`{Variable}`: `{pair}` is no limit", $"for example `{parts[0]}=2GiB`, or a plain number");
            limits = parts[0] switch
            {
                "file" => limits with { File = amount!.Value },
                "unpacked" => limits with { Unpacked = amount!.Value },
                "ratio" => limits with { Ratio = amount!.Value },
                "members" => limits with { Members = amount!.Value },
                "urls" => limits with { Urls = amount!.Value },
                _ => throw new UsageException($"`{Variable}` knows no limit `{parts[0]}`", NearestName.Hint(parts[0], Names)),
            };
        }

        return limits;
    }

    private static long? Amount(string text)
    {
        var digits = text.TrimEnd([.. "KMGTiB"]);
        int? shift = text[digits.Length..] switch { "" => 0, "K" or "KiB" => 10, "M" or "MiB" => 20, "G" or "GiB" => 30, "T" or "TiB" => 40, _ => null };
        return shift is { } by && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue >> by ? number << by : null;
    }
}
