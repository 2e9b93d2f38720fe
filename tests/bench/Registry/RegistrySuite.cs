using System.Diagnostics;
using System.Globalization;
using Levain.Registry;
using Levain.Remotes;

namespace Levain.Bench.Registering;

/// <summary>A registry with very many versions: what listing, registering and reading it for the first time take.</summary>
internal static class RegistrySuite
{
    private const string Group = "big";
    private const int DefaultRounds = 5;
    private const double ListTarget = 0.3;

    public static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var folder = Path.Combine(options.Root, ".levain", string.Create(CultureInfo.InvariantCulture, $"levain-bench-{Environment.ProcessId}"));
        var versions = Math.Max(10, (int)(10_000 * options.Scale));
        try
        {
            return [.. Rows(options, Directory.CreateDirectory(folder).FullName, versions)];
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<BenchRow> Rows(BenchOptions options, string remote, int versions)
    {
        Console.Error.WriteLine("bench: registering…");
        var seconds = Register(remote, versions);
        yield return new BenchRow("registering a version", "s", new Figures(seconds.TakeLast(100))) { Note = string.Create(CultureInfo.InvariantCulture, $"in one process, each on the disk, beside {versions:N0} others") };

        var list = new Command(Path.Combine(options.Root, "build.sh"), ["--target", "Models", "--group", Group, "--remote", remote], options.Root);
        Console.Error.WriteLine("bench: listing…");
        var first = list.Run();
        yield return new BenchRow(string.Create(CultureInfo.InvariantCulture, $"list of {versions:N0} versions, never read before"), "s", new Figures([first])) { Note = "the whole process; every entry is read and checked" };
        var rounds = Enumerable.Range(0, options.Rounds ?? DefaultRounds).Select(_ => list.Run()).ToList();
        yield return new BenchRow(string.Create(CultureInfo.InvariantCulture, $"list of {versions:N0} versions"), "s", new Figures(rounds)) { Target = options.Scale == 1 ? ListTarget : null, Note = "the whole process" };
    }

    private static List<double> Register(string remote, int versions)
    {
        using var registry = new ModelRegistry(new FolderRemote(remote), "bench", TimeProvider.System);
        var seconds = new List<double>(versions);
        for (var i = 0; i < versions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            registry.RegisterAsync(Group, RecordOf(i)).GetAwaiter().GetResult();
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return seconds;
    }

    private static VersionRecord RecordOf(int number)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Pipeline = "big",
            Section = "public/prod",
            Stage = "TrainTrees",
            Model = Content.File(Digest.Of(name)),
            Evaluation = Content.Tree(Digest.Of($"evaluation {name}")),
            Metrics = [.. Enumerable.Range(0, 11).Select(metric => new VersionMetric($"metric{metric.ToString(CultureInfo.InvariantCulture)}", 0.7 + (number * 1e-6)) { Low = 0.6, High = 0.8 })],
            Stages = [.. Enumerable.Range(0, 6).Select(stage => new VersionStage($"Stage[{stage.ToString(CultureInfo.InvariantCulture)}]", Digest.Of($"key {name}"), Content.File(Digest.Of($"output {name}"))))],
            Data = [new("matches", Digest.Of("matches"))],
            Commit = "0123456789abcdef0123456789abcdef01234567",
            Gates = [new("metric0", 0.7, "≥ 0.6", Passed: true)],
        };
    }
}
