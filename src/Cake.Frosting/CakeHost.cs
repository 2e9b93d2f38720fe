using System.Reflection;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cake.Frosting;

/// <summary>A program whose public task classes are the targets of its command line.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection services = [];
    private readonly List<Assembly> assemblies = [];

    /// <summary>A host of the tasks in the program's own assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry) assemblies.Add(entry);
    }

    /// <inheritdoc cref="CakeHost()"/>
    public static CakeHost Create() => new();

    /// <summary>Takes the public tasks of <paramref name="assembly"/> too.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        if (!assemblies.Contains(assembly)) assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers what tasks, contexts and lifetimes ask for in their constructors.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> configure)
    {
        configure(services);
        return this;
    }

    /// <summary>Does what the command line asks for.</summary>
    /// <returns>The exit code: 0 done, 1 failed, 2 wrong usage, or what the failure says of itself.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()))
            if (type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IFrostingTask).IsAssignableFrom(type))
                services.AddSingleton(typeof(IFrostingTask), type);

        foreach (var task in services.Where(each => each.ServiceType == typeof(IFrostingTask) && each is { IsKeyedService: false, ImplementationType: not null }).ToArray())
            services.TryAddSingleton(task.ImplementationType!);

        return new HostRun(services, [.. args]).RunAsync().GetAwaiter().GetResult();
    }
}
