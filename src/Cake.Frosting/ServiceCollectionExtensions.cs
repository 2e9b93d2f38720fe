using Cake.Core.IO;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>The same sentences on a service collection, for a startup class.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The context that tasks get; the last one registered counts.</summary>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext => services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>What surrounds the run; the last one registered counts.</summary>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime => services
            .AddSingleton<TLifetime>()
            .AddSingleton<IFrostingLifetime>(Same<TLifetime>)
            .AddSingleton<IFrostingSetup>(Same<TLifetime>)
            .AddSingleton<IFrostingTeardown>(Same<TLifetime>);

    /// <summary>What comes before the first task; the last one registered counts.</summary>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup => services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>What comes after the last task; the last one registered counts.</summary>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown => services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>What surrounds each task; the last one registered counts.</summary>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime => services
            .AddSingleton<TLifetime>()
            .AddSingleton<IFrostingTaskLifetime>(Same<TLifetime>)
            .AddSingleton<IFrostingTaskSetup>(Same<TLifetime>)
            .AddSingleton<IFrostingTaskTeardown>(Same<TLifetime>);

    /// <summary>What comes before each task; the last one registered counts.</summary>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup => services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>What comes after each task; the last one registered counts.</summary>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown => services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Where the run takes place, from the current directory, unless <c>--working</c> says otherwise.</summary>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path) => services.AddSingleton(new WorkingDirectory(path.FullPath));

    /// <summary>A value of Cake's configuration; the environment and <c>cake.config</c> go before it.</summary>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) => services.AddSingleton(new CakeSetting(key, value));

    // One object in all its roles, so that what the setup keeps is there for the teardown.
    private static T Same<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<T>();
}
