using Levain.Workers;

namespace Levain.Verification;

/// <summary>A change of circumstances that a pure stage does not notice.</summary>
public sealed record Variation(string Name, WorkerConditions Conditions)
{
    // A run in this place and with these variables: each variation differs from it in one thing, so that what it finds can be named.
    private static readonly WorkerConditions Alike = new() { KeepsEnvironment = true, WorkingDirectory = Environment.CurrentDirectory };

    /// <summary>Puts the worker's folder elsewhere, on a file system that lists names in another order; null leaves it.</summary>
    public string? Folder { get; init; }

    /// <summary>Nothing but time: two plain runs that differ read a clock, a random source, or memory addresses.</summary>
    public static Variation Again { get; } = new("run again", Alike);

    /// <summary>A clock that stands still, which tells clocks from other sources of chance; null where it cannot be faked.</summary>
    public static Variation? StoppedClock { get; } = FakeClock is { } library ? new("clock", Alike with { Environment = Clock(library, "2020-02-29 12:34:56") }) : null;

    /// <summary>What this machine can vary, most telling first.</summary>
    public static IReadOnlyList<Variation> All { get; } =
    [
        new("threads", Alike with { Threads = Environment.ProcessorCount + 3, Environment = With("DOTNET_PROCESSOR_COUNT", Environment.ProcessorCount == 1 ? "4" : "1") }),
        new("culture", Alike with { StrangeCulture = true, Environment = new Dictionary<string, string> { ["LANG"] = "tr_TR.UTF-8", ["DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY"] = "false" } }),
        new("time zone", Alike with { Environment = With("TZ", Environment.GetEnvironmentVariable("TZ") == "Pacific/Chatham" ? "Asia/Kathmandu" : "Pacific/Chatham") }),
        new("environment", Alike with { KeepsEnvironment = false, Environment = new Dictionary<string, string> { ["HOME"] = "/nonexistent", ["USER"] = "someone-else", ["HOSTNAME"] = "another-host", ["LEVAIN_VERIFY"] = "1" } }),
        new("working directory", Alike with { WorkingDirectory = null }),
        new("processor without FMA and AVX2", Alike with { Environment = With("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4,-AVX512F") }),
        new("vector width", Alike with { Environment = new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0", ["DOTNET_EnableAVX2"] = "0", ["DOTNET_EnableFMA"] = "0", ["DOTNET_PreferredVectorBitWidth"] = "128" } }),
        .. MemoryFolder is { } folder ? [new Variation("file system and directory order", Alike) { Folder = folder }] : Array.Empty<Variation>(),
        .. FakeClock is { } library ? [new Variation("clock", Alike with { Environment = Clock(library, "+401d") })] : Array.Empty<Variation>(),
        .. Sandbox.Find() is not null ? [new Variation("sandbox: no undeclared file, no network", Alike with { Sandboxed = true })] : Array.Empty<Variation>(),
    ];

    /// <summary>What cannot be varied here, and what would make it possible.</summary>
    public static IReadOnlyList<string> Missing { get; } =
    [
        .. MemoryFolder is null ? ["file system and directory order: needs a memory file system at `/dev/shm`"] : Array.Empty<string>(),
        .. FakeClock is null ? ["clock: needs the Debian package `faketime`"] : Array.Empty<string>(),
        .. Sandbox.Find() is null ? ["sandbox: needs the Debian package `bubblewrap`"] : Array.Empty<string>(),
    ];

    /// <summary>Several changes at once. A run that survives them all needs no further one.</summary>
    public static Variation Together(IReadOnlyList<Variation> variations) => new("everything at once", new WorkerConditions
    {
        Threads = variations.Select(each => each.Conditions.Threads).FirstOrDefault(threads => threads is not null),
        StrangeCulture = variations.Any(each => each.Conditions.StrangeCulture),
        Sandboxed = variations.Any(each => each.Conditions.Sandboxed),
        Environment = variations.SelectMany(each => each.Conditions.Environment).DistinctBy(variable => variable.Key).ToDictionary(),
    })
    { Folder = variations.Select(each => each.Folder).FirstOrDefault(folder => folder is not null) };

    // tmpfs lists the newest name first, ext4 by a hash: a stage that trusts the order of a listing shows it.
    private static string? MemoryFolder => Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    private static string? FakeClock => !OperatingSystem.IsLinux() ? null
        : new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }.Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    // Timeouts and waits go on as ever.
    private static Dictionary<string, string> Clock(string library, string time) => new() { ["LD_PRELOAD"] = library, ["FAKETIME"] = time, ["DONT_FAKE_MONOTONIC"] = "1" };

    private static Dictionary<string, string> With(string name, string value) => new() { [name] = value };
}
