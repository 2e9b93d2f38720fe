using Cake.Frosting;
using Levain.Host;

if (args is ["--worker", var folder]) return await WorkerProcess.RunAsync(folder).ConfigureAwait(false);

return CakeHost.Create()
    .UseContext<HostContext>()
    .ConfigureServices(HostSwitches.Register)
    .Run(PlannedTargets.Refuse(args));
