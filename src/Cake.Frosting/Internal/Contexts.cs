using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Compares the context that the host has with those that its tasks and lifetimes ask for.</summary>
internal static class Contexts
{
    private static readonly Type[] Lifetimes = [typeof(IFrostingSetup), typeof(IFrostingTeardown), typeof(IFrostingTaskSetup), typeof(IFrostingTaskTeardown)];

    public static void Check(IServiceCollection registered, IServiceProvider services, IEnumerable<HostTask> tasks)
    {
        var context = Registered(registered, services);
        foreach (var task in tasks) Check($"task `{task.Name}`", task.Context, context);
        foreach (var each in registered)
            if (!each.IsKeyedService && each.ImplementationType is { } lifetime && Array.Exists(Lifetimes, role => role.IsAssignableFrom(lifetime)))
                Check($"`{lifetime.Name}`", WantedBy(lifetime), context);
    }

    /// <summary>The context that a task or lifetime asks for, or null when it takes any.</summary>
    public static Type? WantedBy(Type type) => BaseOf(type)?.GetGenericArguments()[0];

    /// <summary>The base class of ours, with the context filled in, from which a task or lifetime derives.</summary>
    public static Type? BaseOf(Type type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
            if (each.IsGenericType && each.Assembly == typeof(IFrostingTask).Assembly)
                return each;

        return null;
    }

    private static void Check(string who, Type? wanted, Type context)
    {
        if (wanted is null || wanted.IsAssignableFrom(context)) return;
        throw HostException.Tasks($"{who} asks for a context `{wanted}`, but this host has `{context}`", $"call `UseContext<{wanted.Name}>()`, or ask for a context that the host has");
    }

    private static Type Registered(IServiceCollection registered, IServiceProvider services)
    {
        var last = registered.Last(each => each.ServiceType == typeof(IFrostingContext) && !each.IsKeyedService);
        return last.ImplementationType ?? last.ImplementationInstance?.GetType() ?? services.GetRequiredService<IFrostingContext>().GetType();
    }
}
