using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>The services of one run, each made when it is first asked for.</summary>
/// <remarks>
/// A quarter of a short run went into the start of the container of the package, whose generic dictionaries are compiled anew in every process. This one knows what hosts use;
/// for keyed services, scopes and open generics <see cref="Build"/> takes the package's.
/// </remarks>
internal sealed class Container : IServiceProvider, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<Type, List<ServiceDescriptor>> registered = [];
    private readonly Dictionary<ServiceDescriptor, object> made = new(ReferenceEqualityComparer.Instance);
    private readonly List<Type> making = [];
    private readonly List<object> owned = [];

    private Container(IServiceCollection services)
    {
        foreach (var each in services)
        {
            if (!registered.TryGetValue(each.ServiceType, out var all)) registered.Add(each.ServiceType, all = []);
            all.Add(each);
        }
    }

    public static IServiceProvider Build(IServiceCollection services) =>
        services.Any(each => each.IsKeyedService || each.Lifetime == ServiceLifetime.Scoped || each.ServiceType.IsGenericTypeDefinition)
            ? services.BuildServiceProvider()
            : new Container(services);

    public object? GetService(Type serviceType)
    {
        // Tasks may ask from several threads; factories ask again from within.
        lock (gate)
            return registered.TryGetValue(serviceType, out var all) ? Get(all[^1])
                : serviceType == typeof(IServiceProvider) ? this
                : serviceType.IsGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? All(serviceType.GetGenericArguments()[0])
                : null;
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = owned.Count - 1; i >= 0; i--)
        {
            if (owned[i] is IAsyncDisposable later) await later.DisposeAsync();
            else ((IDisposable)owned[i]).Dispose();
        }
    }

    private Array All(Type type)
    {
        var all = registered.GetValueOrDefault(type) ?? [];
        var array = Array.CreateInstance(type, all.Count);
        for (var i = 0; i < all.Count; i++) array.SetValue(Get(all[i]), i);
        return array;
    }

    private object Get(ServiceDescriptor descriptor)
    {
        if (descriptor.ImplementationInstance is { } instance) return instance;
        if (made.TryGetValue(descriptor, out var before)) return before;

        var service = Make(descriptor);
        if (descriptor.Lifetime == ServiceLifetime.Singleton) made.Add(descriptor, service);
        if (service is IDisposable or IAsyncDisposable && !owned.Contains(service, ReferenceEqualityComparer.Instance)) owned.Add(service);
        return service;
    }

    private object Make(ServiceDescriptor descriptor)
    {
        var type = descriptor.ImplementationType ?? descriptor.ServiceType;
        if (making.IndexOf(type) is var start and >= 0)
            throw HostException.Tasks($"services ask for each other in a circle: {string.Join(" -> ", making[start..].Append(type).Select(each => each.Name))}", "take one of these out of a constructor");

        making.Add(type);
        try
        {
            return descriptor.ImplementationFactory is { } factory ? factory(this) : Construct(type);
        }
        finally
        {
            making.RemoveAt(making.Count - 1);
        }
    }

    private object Construct(Type type)
    {
        ParameterInfo? missing = null;
        var constructors = type.GetConstructors();
        Array.Sort(constructors, (left, right) => right.GetParameters().Length - left.GetParameters().Length);
        foreach (var constructor in constructors)
        {
            var parameters = constructor.GetParameters();
            missing = Array.Find(parameters, each => !CanMake(each.ParameterType) && !each.HasDefaultValue);
            if (missing is null)
                return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. parameters.Select(each => CanMake(each.ParameterType) ? GetService(each.ParameterType) : each.DefaultValue)], null);
        }

        throw missing is null
            ? HostException.Tasks($"cannot make `{type}`: it has no public constructor", "give it one, or register an instance")
            : HostException.Tasks($"cannot make `{type}`: its constructor asks for `{missing.ParameterType}`, which is not registered", "register it with `ConfigureServices`");
    }

    private bool CanMake(Type type) =>
        registered.ContainsKey(type) || type == typeof(IServiceProvider) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>));
}
