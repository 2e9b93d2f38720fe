using Levain.Host.Output;

namespace Levain.Host.Targets;

/// <summary>Prints what became of models, or what would become of them.</summary>
internal static class StatusReport
{
    public static void Print(HostContext context, IReadOnlyList<ModelReport> reports, TimeSpan? elapsed = null)
    {
        context.Print(() => ResultTable.Of(reports, context.Output, elapsed), () => elapsed is { } time ? JsonOutput.Build(reports, time) : JsonOutput.Status(reports));
        PrintErrors(reports.SelectMany(report => report.Rows.Select(row => row.Error).Append(report.Error)));
    }

    public static void PrintErrors(IEnumerable<Exception?> errors)
    {
        var told = errors.OfType<Exception>().ToList();
        if (told.Count > 0) Console.Error.Write(ErrorText.Of(told, Terminal.OfError().Colour));
    }

    /// <summary>Ends the target with the exit code of what was already printed.</summary>
    public static void ThrowIfFailed(IReadOnlyList<ModelReport> reports)
    {
        if (reports.Any(report => report.Failed)) throw new ToldException(Math.Max(1, ErrorText.ExitCode(reports.Select(report => report.Error).OfType<Exception>())));
    }

    /// <summary>Ends a target that needed all plans, when one could not be made and that was printed.</summary>
    public static void ThrowIfUnplanned(IReadOnlyList<AskedModel> asked)
    {
        var errors = asked.Select(model => model.Error).OfType<Exception>().ToList();
        if (errors.Count > 0) throw new ToldException(ErrorText.ExitCode(errors));
    }
}
