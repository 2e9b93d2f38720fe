using Levain.Host.Output;

namespace Levain.Host.Targets;

/// <summary>Prints what became of models, or what would become of them.</summary>
internal static class StatusReport
{
    public static void Print(HostContext context, IReadOnlyList<ModelReport> reports, TimeSpan? elapsed = null)
    {
        Console.Out.Write(ResultTable.Of(reports, context.Output, elapsed));
        var errors = reports.SelectMany(report => report.Rows.Select(row => row.Error).Append(report.Error)).OfType<Exception>().ToList();
        if (errors.Count > 0) Console.Error.Write(ErrorText.Of(errors, Terminal.OfError().Colour));
    }

    /// <summary>Ends the target with the exit code of what was already printed.</summary>
    public static void ThrowIfFailed(IReadOnlyList<ModelReport> reports)
    {
        if (reports.Any(report => report.Failed)) throw new ToldException(1);
    }
}
