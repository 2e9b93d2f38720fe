using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>One run of a host: from the words of the command line to the exit code.</summary>
internal sealed class HostRun(IServiceCollection registered, IReadOnlyList<string> args)
{
    public async Task<int> RunAsync()
    {
        HostServices.AddDefaults(registered, args);
        var services = Container.Build(registered);
        await using var owner = (IAsyncDisposable)services;
        try
        {
            await AnswerAsync(services);
            return 0;
        }
#pragma warning disable CA1031 // The edge of the process: whatever it is, it is told and becomes an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Tell(exception, services);
        }
    }

    private async Task AnswerAsync(IServiceProvider services)
    {
        var (console, line) = (services.GetRequiredService<IConsole>(), services.GetRequiredService<CommandLine>());
        services.GetRequiredService<ICakeLog>().Verbosity = Level(line.Value("verbosity"));
        if (line.Asks("version")) console.WriteLine(Versions.OfHost());
        else if (line.Asks("info")) console.WriteLine(Versions.OfAll());
        else await AnswerAsync(services, console, line, new TaskGraph(HostTask.In(registered, services)));
    }

    private async Task AnswerAsync(IServiceProvider services, IConsole console, CommandLine line, TaskGraph graph)
    {
        if (line.Asks("help")) console.WriteLine(Listing.Help(graph, services.GetRequiredService<Switches>()));
        else if (line.Asks("description")) console.WriteLine(Listing.Targets(graph));
        else if (line.Asks("tree")) console.WriteLine(Listing.Tree(graph));
        else await RunAsync(services, line, graph);
    }

    private async Task RunAsync(IServiceProvider services, CommandLine line, TaskGraph graph)
    {
        var targets = Targets(line, graph);
        Contexts.Check(registered, services, graph.Tasks);
        var ordered = line.Asks("exclusive") ? targets : graph.Order(targets);
        if (line.Asks("dryrun"))
        {
            foreach (var task in ordered) services.GetRequiredService<IConsole>().WriteLine(task.Name);
            return;
        }

        Place.Enter(services, line.Value("working"));
        await new EngineRun(services, graph).RunAsync(targets, ordered, line.Asks("exclusive"));
    }

    private static HostTask[] Targets(CommandLine line, TaskGraph graph)
    {
        HostTask[] named = [.. line.Values("target").Select(graph.Target).Distinct()];
        return named.Length > 0 ? named
            : graph.Find(Listing.Default) is { } usual ? [usual]
            : throw HostException.Usage("no target is named, and there is no task `Default`", Nearest.Hint("", graph.Tasks.Select(task => task.Name), "--target "));
    }

    private static Verbosity Level(string? name) => name?[0] switch
    {
        'q' => Verbosity.Quiet,
        'm' => Verbosity.Minimal,
        'v' => Verbosity.Verbose,
        'd' => Verbosity.Diagnostic,
        _ => Verbosity.Normal,
    };

    private static int Tell(Exception exception, IServiceProvider services)
    {
        var console = services.GetRequiredService<IConsole>();
        ExceptionReport[] told = [.. Reports(exception, services)];
        // A host that has told a failure itself reports it without words.
        foreach (var each in told.Where(each => each.Message.Length > 0))
        {
            console.WriteErrorLine($"error: {each.Message}");
            if (each.Hint is { } hint) console.WriteErrorLine($"  hint: {hint}");
            if (each.Stack is { } stack) console.WriteErrorLine(stack);
        }

        // The first failure is the one that the others followed from.
        return told.Length == 0 ? 1 : told[0].ExitCode;
    }

    private static IEnumerable<ExceptionReport> Reports(Exception exception, IServiceProvider services)
    {
        try
        {
            return [.. Failure.Describe(exception, [.. services.GetServices<IExceptionReporter>()])];
        }
#pragma warning disable CA1031 // A reporter that fails must not hide what it was to report.
        catch (Exception second)
#pragma warning restore CA1031
        {
            return Failure.Describe(new AggregateException(exception, second), []);
        }
    }
}
