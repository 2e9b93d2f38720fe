using Cake.Frosting;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

return CakeHost.Create()
    .ConfigureServices(services => services
        .AddSingleton(new HostSwitch("model", "NAME", "only this model") { Repeatable = true, Example = "--target Train --model trees" }))
    .Run(args);
