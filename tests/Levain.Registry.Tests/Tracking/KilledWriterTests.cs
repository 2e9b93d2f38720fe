using System.Diagnostics;

namespace Levain.Registry.Tests.Tracking;

/// <summary>A process that is killed while it writes runs leaves none in pieces.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string Variable = "LEVAIN_TEST_MLRUNS", Written = "written ";
    private const int MostRuns = 2000;

    private readonly string temporary = Directory.CreateTempSubdirectory("levain-killed-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(17)]
    public async Task What_is_there_is_whole_and_the_next_can_write(int after)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("it kills a process as Linux does");
        var root = Path.Combine(temporary, "mlruns");
        using var writer = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Levain.Registry.Tests"), ["-noLogo", "-noColor", "-method", $"{typeof(KilledWriterTests).FullName}.{nameof(Writes_until_it_is_killed)}", "-explicit", "only"])
        {
            Environment = { [Variable] = root },
            RedirectStandardOutput = true,
        })!;
        for (var seen = 0; seen < after;)
            if ((await writer.StandardOutput.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException("the writer ended")).Contains(Written, StringComparison.Ordinal)) seen++;
        writer.Kill();
        await writer.WaitForExitAsync(Cancellation);

        var folder = new MlflowFolder(root, TimeProvider.System);
        var runs = folder.Read("xgoals");
        var experiment = Directory.GetDirectories(root).Single(each => Directory.Exists(Path.Combine(each, "datasets")));

        // None that MLflow would stumble over, and of each file all that was there before or all that came.
        Assert.Equal(Directory.GetDirectories(experiment).Length - 1, runs.Count);
        Assert.InRange(runs.Count, after, MostRuns);
        foreach (var run in runs)
        {
            Assert.Equal(First(run.Name).Id, run.Id);
            Assert.Contains(Assert.Single(run.Metrics).Points.Count, new[] { 50, 100 });
            Assert.Equal("6", Assert.Single(run.Parameters, parameter => parameter.Name == "depth").Value);
        }

        await folder.WriteAsync(Second("after"), Cancellation);
        Assert.Equal(100, folder.Read("xgoals").Single(run => run.Name == "after").Metrics[0].Points.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, ".levain.trash")));
    }

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var root = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (root.Length == 0) Assert.Skip($"only another test runs this one, with `{Variable}`");
        var folder = new MlflowFolder(root, TimeProvider.System);
        for (var i = 0; i < MostRuns; i++)
        {
            var name = FormattableString.Invariant($"run {i}");
            await folder.WriteAsync(First(name), Cancellation);
            await folder.WriteAsync(Second(name), Cancellation);
            Console.WriteLine(Written + name);
        }
    }

    private static TrackedRun First(string name) => Samples.Full(name) with { Status = RunStatus.Running, End = null, Parameters = [new("depth", "6")], Metrics = [Curve(50)] };

    private static TrackedRun Second(string name) => Samples.Full(name) with { Metrics = [Curve(100)] };

    private static RunMetric Curve(int steps) => new("loss", [.. Enumerable.Range(0, steps).Select(step => new MetricPoint(1.0 / (step + 1), Samples.Noon, step))]);
}
