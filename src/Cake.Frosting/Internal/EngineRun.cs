using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Hands the tasks of one run to Cake's engine, and its report to the printer.</summary>
internal sealed class EngineRun(IServiceProvider services, TaskGraph graph)
{
    private readonly ICakeLog log = services.GetRequiredService<ICakeLog>();
    private readonly IFrostingContext context = services.GetRequiredService<IFrostingContext>();

    // Everything that counts as a failure, in order: of several the engine throws one and only logs the others, and none must get lost.
    private readonly List<Exception> failures = [];

    public async Task RunAsync(IReadOnlyList<HostTask> targets, IReadOnlyList<HostTask> ordered, bool exclusive)
    {
        var engine = new CakeEngine(services.GetRequiredService<ICakeDataService>(), new EngineLog(log));
        HostTask? before = null;
        foreach (var task in ordered)
        {
            Register(engine.RegisterTask(task.Name), task, exclusive ? [] : graph.DependenciesOf(task), exclusive || targets.Count == 1 ? null : before);
            before = task;
        }

        RegisterLifetimes(engine);

        // One graph, so that what two targets share runs once; without dependencies it would only lose the order of the targets.
        var settings = new ExecutionSettings().SetTargets(targets.Select(task => task.Name)).UseUnifiedDependencyGraphForMultipleTargets(!exclusive);
        if (exclusive) settings.UseExclusiveTarget();
        await RunAsync(engine, settings);
    }

    private async Task RunAsync(CakeEngine engine, ExecutionSettings settings)
    {
        var printer = services.GetRequiredService<ICakeReportPrinter>();
        try
        {
            printer.Write(await engine.RunTargetAsync(context, services.GetRequiredService<IExecutionStrategy>(), settings));
        }
        catch (CakeReportException failed)
        {
            printer.Write(failed.Report);
            failures.Add(failed); // the engine's own, such as a target whose turn never came
        }

        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private void Watch(Action act)
    {
        try
        {
            act();
        }
        catch (Exception failure)
        {
            failures.Add(failure);
            throw;
        }
    }

    private async Task WatchAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure)
        {
            failures.Add(failure);
            throw;
        }
    }

    private void Register(CakeTaskBuilder builder, HostTask declared, IReadOnlyList<HostTask> dependencies, HostTask? before)
    {
        var task = declared.Make(services);
        if (declared.HasBody) builder.Does(declared.ContinueOnError ? task.RunAsync : each => WatchAsync(() => task.RunAsync(each)));
        builder.Description(declared.Description).WithCriteria(task.ShouldRun, task.SkippedMessage).Finally(each => Watch(() => task.Finally(each)));

        // A reporter only looks on. In Cake itself overriding OnError would swallow the failure.
        builder.ReportError(exception => Watch(() => task.OnError(exception, context)));
        if (declared.ContinueOnError)
            builder.OnError(exception => log.Warning("task `{0}` failed, and the run goes on: {1}", declared.Name, exception.Message));

        foreach (var dependency in dependencies) builder.IsDependentOn(dependency.Name);
        // With several targets the engine sorts by name. Each task waiting for the one before it keeps the order that a dry run names.
        if (before is not null && !dependencies.Contains(before)) builder.IsDependentOn(before.Name);
    }

    private void RegisterLifetimes(CakeEngine engine)
    {
        if (services.GetService<IFrostingSetup>() is { } setup) engine.RegisterSetupAction(info => Watch(() => setup.Setup(context, info)));
        if (services.GetService<IFrostingTeardown>() is { } teardown) engine.RegisterTeardownAction(info => Watch(() => teardown.Teardown(context, info)));
        if (services.GetService<IFrostingTaskSetup>() is { } before) engine.RegisterTaskSetupAction(info => Watch(() => before.Setup(context, info)));
        if (services.GetService<IFrostingTaskTeardown>() is { } after) engine.RegisterTaskTeardownAction(info => Watch(() => after.Teardown(context, info)));
    }
}
