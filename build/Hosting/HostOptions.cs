using System.Globalization;
using Cake.Core;
using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Host;

/// <summary>What the command line asks for, with every value checked.</summary>
internal sealed record HostOptions
{
    private readonly ICakeArguments arguments;

    public HostOptions(ICakeArguments arguments)
    {
        this.arguments = arguments;
        HostSwitches.MustBeUnderstood(arguments);
        Profile = new BuildProfile(Value("profile") ?? "sample", Value("environment") ?? "dev");
        Overrides = OptionOverrides.Parse(Values("set"));
        Sandboxed = Value("engine") switch
        {
            null or "local" => false,
            "sandbox" => true,
            var later => throw new UsageException($"engine `{later}` is not built yet", "use `local` or `sandbox`"),
        };
        Settings = new BuildSettings { KeepGoing = Has("keep-going"), Locked = Has("locked") };
        if (Value("jobs") is { } jobs) Settings = Settings with { Jobs = Count("jobs", jobs) };
        if (Value("memory") is { } memory) Settings = Settings with { Memory = Bytes(memory) };
    }

    public IReadOnlyList<string> Models => Values("model");

    public IReadOnlyList<string> Stages => Values("stage");

    public BuildProfile Profile { get; }

    public OptionOverrides Overrides { get; }

    public BuildSettings Settings { get; }

    /// <summary>How many transfers run at once: as <c>--jobs</c> says, or a few, since they wait for the network and not for a processor.</summary>
    public int TransferJobs => Value("jobs") is null ? 8 : Settings.Jobs;

    public bool Sandboxed { get; }

    public bool Json => Has("json");

    public bool DryRun => Has("dryrun");

    public bool Has(string name) => arguments.HasArgument(name);

    public string? Value(string name) => Values(name) is [.., var last] ? last : null;

    public IReadOnlyList<string> Values(string name) => arguments.GetArguments(name) is { } values ? [.. values] : [];

    private static int Count(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new UsageException($"`--{name} {text}` is no whole number", $"for example `--{name} 4`");

    /// <summary>A time such as <c>7d</c>, <c>12h</c>, <c>30m</c> or <c>0</c>.</summary>
    public static TimeSpan Span(string name, string text)
    {
        if (text == "0") return TimeSpan.Zero;
        TimeSpan? unit = text.Length == 0 ? null : text[^1] switch { 'd' => TimeSpan.FromDays(1), 'h' => TimeSpan.FromHours(1), 'm' => TimeSpan.FromMinutes(1), 's' => TimeSpan.FromSeconds(1), _ => null };
        return unit is { } each && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36500
            ? each * count
            : throw new UsageException($"`--{name} {text}` is no time", $"for example `--{name} 7d`, `12h`, `30m` or `0`");
    }

    private static long Bytes(string text)
    {
        var digits = text.TrimEnd([.. "KMGTiBkmgtb "]);
        var unit = text[digits.Length..].Trim().ToUpperInvariant().TrimEnd('B').TrimEnd('I');
        long? scale = unit switch { "" => 1, "K" => 1L << 10, "M" => 1L << 20, "G" => 1L << 30, "T" => 1L << 40, _ => null };
        return scale is { } factor && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor < long.MaxValue
            ? (long)(number * factor)
            : throw new UsageException($"`--memory {text}` is no amount of memory", "for example `--memory 8GiB`");
    }
}
