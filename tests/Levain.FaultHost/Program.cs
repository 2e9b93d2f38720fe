using System.Globalization;
using Levain;
using Levain.FaultHost;

try
{
    return args switch
    {
        ["--worker", var folder] => await Levain.Workers.Worker.RunAsync(folder, model => new FaultPipeline(model, 1)),
        ["lock", var root] => Lock(root),
        ["build", var root, var pipeline, var generation] => await BuildAsync(root, pipeline, Number(generation)),
        ["build", var root, var pipeline, var generation, var remote] => await BuildAsync(root, pipeline, Number(generation), remote),
        ["push", var root, var remote] => Told(await Commands.PushAsync(root, remote, Console.WriteLine)),
        ["pull", var root, var remote] => Told(await Commands.PullAsync(root, remote, Console.WriteLine)),
        ["gc", var root, var days] => Told(Commands.Collect(root, TimeSpan.FromDays(Number(days))).Rows),
        ["fsck", var root] => Fsck(root),
        ["forever", var root, var generation] => await BuildForeverAsync(root, Number(generation)),
        _ => 2,
    };
}
catch (BuildException error)
{
    await Console.Error.WriteLineAsync($"error: {error.Message}");
    return error.ExitCode;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Told<T>(IEnumerable<T> rows)
{
    foreach (var row in rows) Console.WriteLine(row);
    return 0;
}

static int Lock(string root)
{
    Commands.Lock(root);
    return 0;
}

static int Fsck(string root)
{
    var report = Commands.Check(root, repair: true);
    Told(report.Findings);
    foreach (var finding in report.Findings.Where(finding => !finding.Repaired)) Console.Error.WriteLine($"error: {finding}");
    return report.IsClean ? 0 : 1;
}

static async Task<int> BuildAsync(string root, string pipeline, int generation, string? remote = null)
{
    var report = await Commands.BuildAsync(root, pipeline, generation, new Notices(), remote);
    foreach (var outcome in report.Outcomes)
        if (outcome.Error is { } error) await Console.Error.WriteLineAsync($"error: {error.Message}");
    return report.Failed ? 1 : 0;
}

// Whoever kills this program finds it in the middle of a build, whenever that is.
static async Task<int> BuildForeverAsync(string root, int generation)
{
    var ledger = Environment.GetEnvironmentVariable(Ledger.Variable);
    for (; ; generation++)
    {
        Ledger.Begin(ledger, generation);
        Console.WriteLine($"building {generation}");
        if (await BuildAsync(root, "wide", generation) is not 0 and var failed) return failed;
        Console.WriteLine($"built {generation}");
    }
}
