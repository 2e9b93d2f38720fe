using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cake.Frosting.Internal;

/// <summary>Cake's parts, each made when it is first asked for, and each the host's own where it registers one.</summary>
internal static class HostServices
{
    public static void AddDefaults(IServiceCollection services, IReadOnlyList<string> args)
    {
        services.AddSingleton(each => new Switches(each.GetServices<HostSwitch>()));
        services.AddSingleton(each => CommandLine.Parse(args, each.GetRequiredService<Switches>()));

        services.TryAddSingleton<IConsole, PlainConsole>();
        services.TryAddSingleton<ICakeLog, PlainLog>();
        services.TryAddSingleton<ICakeReportPrinter, PlainReportPrinter>();
        services.TryAddSingleton<IExecutionStrategy, DefaultExecutionStrategy>();
        services.TryAddSingleton<ICakeContext, HostContext>();
        services.TryAddSingleton<IFrostingContext, FrostingContext>();

        services.TryAddSingleton<ICakePlatform, CakePlatform>();
        services.TryAddSingleton<ICakeRuntime, CakeRuntime>();
        services.TryAddSingleton<ICakeEnvironment, CakeEnvironment>();
        services.TryAddSingleton<IFileSystem, FileSystem>();
        services.TryAddSingleton<IGlobber, Globber>();
        services.TryAddSingleton<IProcessRunner, ProcessRunner>();
        services.TryAddSingleton<IRegistry, WindowsRegistry>();
        services.TryAddSingleton<IToolRepository, ToolRepository>();
        services.TryAddSingleton<IToolResolutionStrategy, ToolResolutionStrategy>();
        services.TryAddSingleton<IToolLocator, ToolLocator>();
        services.TryAddSingleton<IToolInstaller, ToolInstaller>();
        services.TryAddSingleton<ICakeDataService, CakeDataService>();
        services.TryAddSingleton<ICakeDataResolver>(each => each.GetRequiredService<ICakeDataService>());
        services.TryAddSingleton<ICakeArguments>(each => new CakeArguments(each.GetRequiredService<CommandLine>().Arguments));
        services.TryAddSingleton(Configuration);
    }

    private static ICakeConfiguration Configuration(IServiceProvider services)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var settings = services.GetServices<CakeSetting>().Select(each => KeyValuePair.Create(each.Key, each.Value));
        // Under one name the last value counts, as everywhere on a command line.
        var arguments = services.GetRequiredService<CommandLine>().Arguments.ToDictionary(values => values.Key, values => values.Last(), StringComparer.OrdinalIgnoreCase);
        return new CakeConfigurationProvider(services.GetRequiredService<IFileSystem>(), environment).CreateConfiguration(environment.WorkingDirectory, settings, arguments);
    }
}
