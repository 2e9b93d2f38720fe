using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>A short table of the tasks on standard error: when asked for with <c>--verbosity verbose</c>, or when one of several failed. Otherwise nothing.</summary>
internal sealed class PlainReportPrinter(IConsole console, ICakeLog log) : ICakeReportPrinter
{
    public void Write(CakeReport report)
    {
        CakeReportEntry[] shown = [.. report.Where(entry => entry.Category == CakeReportEntryCategory.Task && entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated)];
        var failed = shown.Length > 1 && Array.Exists(shown, entry => entry.ExecutionStatus == CakeTaskExecutionStatus.Failed);
        if (shown.Length == 0 || log.Verbosity < (failed ? Verbosity.Minimal : Verbosity.Verbose)) return;

        var width = shown.Max(entry => entry.TaskName.Length);
        foreach (var entry in shown) console.WriteErrorLine($"  {entry.TaskName.PadRight(width)}  {State(entry)}");
    }

    public void WriteStep(string name, Verbosity verbosity) => Step(name);

    public void WriteLifeCycleStep(string name, Verbosity verbosity) => Step(name);

    public void WriteSkippedStep(string name, Verbosity verbosity) => Step($"{name}: skipped");

    private void Step(string text)
    {
        if (log.Verbosity >= Verbosity.Verbose) console.WriteErrorLine($"task {text}");
    }

    private static string State(CakeReportEntry entry) => entry.ExecutionStatus switch
    {
        CakeTaskExecutionStatus.Skipped => string.IsNullOrEmpty(entry.SkippedMessage) ? "skipped" : $"skipped: {entry.SkippedMessage}",
        CakeTaskExecutionStatus.Failed => $"failed   {Seconds(entry.Duration)}",
        _ => $"done     {Seconds(entry.Duration)}",
    };

    private static string Seconds(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds,8:0.00} s");
}
