using Cake.Core;
using Cake.Frosting.Hosting;

namespace Cake.Frosting.Internal;

/// <summary>Finds what really went wrong, and the words for it.</summary>
internal static class Failure
{
    public static IEnumerable<ExceptionReport> Describe(Exception exception, IReadOnlyList<IExceptionReporter> reporters) =>
        Causes(exception).Distinct().Select(cause => reporters.Select(each => each.Describe(cause)).FirstOrDefault(told => told is not null) ?? Ours(cause));

    // The engine wraps what a task throws in its report, and several failures (a task and then the teardown) in one.
    private static IEnumerable<Exception> Causes(Exception exception) => exception switch
    {
        CakeReportException { InnerException: { } inner } => Causes(inner),
        AggregateException several => several.InnerExceptions.SelectMany(Causes),
        _ => [exception],
    };

    private static ExceptionReport Ours(Exception cause) => cause switch
    {
        HostException mistake => new(mistake.Message, mistake.Hint, mistake.ExitCode),
        // A failure never looks like success, whatever code it carries.
        CakeException told => new(told.Message, ExitCode: told.ExitCode == 0 ? 1 : told.ExitCode),
        OperationCanceledException => new("cancelled"),
        _ => new($"{cause.GetType().Name}: {cause.Message}") { Stack = cause.StackTrace },
    };
}
