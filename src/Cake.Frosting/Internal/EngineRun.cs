using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Hands the tasks of one run to Cake's engine, and its report to the printer.</summary>
internal sealed class EngineRun(IServiceProvider services, TaskGraph graph)
{
    private readonly ICakeLog log = services.GetRequiredService<ICakeLog>();
    private readonly IFrostingContext context = services.GetRequiredService<IFrostingContext>();

    public async Task RunAsync(IReadOnlyList<HostTask> targets, IReadOnlyList<HostTask> ordered, bool exclusive)
    {
        var engine = new CakeEngine(services.GetRequiredService<ICakeDataService>(), log);
        foreach (var task in ordered) Register(engine.RegisterTask(task.Name), task, exclusive);
        RegisterLifetimes(engine);

        var settings = new ExecutionSettings().SetTargets(targets.Select(task => task.Name)).UseUnifiedDependencyGraphForMultipleTargets(true);
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
            throw;
        }
    }

    private void Register(CakeTaskBuilder builder, HostTask declared, bool exclusive)
    {
        var task = declared.Make(services);
        if (declared.HasBody) builder.Does(task.RunAsync);
        builder.Description(declared.Description).WithCriteria(task.ShouldRun, task.SkippedMessage).Finally(task.Finally);

        // A reporter only looks on. In Cake itself overriding OnError would swallow the failure.
        builder.ReportError(exception => task.OnError(exception, context));
        if (declared.ContinueOnError)
            builder.OnError(exception => log.Warning("task `{0}` failed, and the run goes on: {1}", declared.Name, exception.Message));

        if (exclusive) return;
        foreach (var dependency in graph.DependenciesOf(declared)) builder.IsDependentOn(dependency.Name);
    }

    private void RegisterLifetimes(CakeEngine engine)
    {
        if (services.GetService<IFrostingSetup>() is { } setup) engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (services.GetService<IFrostingTeardown>() is { } teardown) engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (services.GetService<IFrostingTaskSetup>() is { } before) engine.RegisterTaskSetupAction(info => before.Setup(context, info));
        if (services.GetService<IFrostingTaskTeardown>() is { } after) engine.RegisterTaskTeardownAction(info => after.Teardown(context, info));
    }
}
