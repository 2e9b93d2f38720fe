using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>A task as its class declares it; the task itself is made only when it is going to run.</summary>
internal sealed class HostTask(Type type, Func<IServiceProvider, IFrostingTask> make)
{
    private readonly object[] attributes = type.GetCustomAttributes(inherit: true);

    public Type Type => type;

    public string Name => Attribute<TaskNameAttribute>()?.Name ?? type.Name;

    public string Description => Attribute<TaskDescriptionAttribute>()?.Description ?? "";

    public bool ContinueOnError => Attribute<ContinueOnErrorAttribute>() is not null;

    public IEnumerable<Type> DependsOn => attributes.OfType<IsDependentOnAttribute>().Select(each => each.Task);

    public IEnumerable<Type> ComesBefore => attributes.OfType<IsDependeeOfAttribute>().Select(each => each.Task);

    /// <summary>The context that the task asks for, or null when it takes any.</summary>
    public Type? Context => Contexts.WantedBy(type);

    /// <summary>Whether the task does something itself, rather than only gather what it depends on.</summary>
    public bool HasBody =>
        Base() is not { } known || type.GetMethod(Body(known), [known.GetGenericArguments()[0]]) is not { } method || method.DeclaringType != known;

    public IFrostingTask Make(IServiceProvider services) => make(services);

    /// <summary>The tasks among the services, in the order in which they were registered.</summary>
    public static IEnumerable<HostTask> In(IServiceCollection registered, IServiceProvider services) =>
        registered.Where(each => each.ServiceType == typeof(IFrostingTask) && !each.IsKeyedService).Select(each => Of(each, services));

    private static HostTask Of(ServiceDescriptor registered, IServiceProvider services)
    {
        if (registered.ImplementationType is { } type) return new(type, from => (IFrostingTask)from.GetRequiredService(type));

        // Only a task that exists already, or a factory asked for it, says what its class is.
        var task = (IFrostingTask)(registered.ImplementationInstance ?? registered.ImplementationFactory!(services));
        return new(task.GetType(), _ => task);
    }

    private static string Body(Type known) => known.GetGenericTypeDefinition() == typeof(FrostingTask<>) ? nameof(FrostingTask.Run) : nameof(AsyncFrostingTask.RunAsync);

    private Type? Base() => Contexts.BaseOf(type);

    private T? Attribute<T>()
        where T : Attribute => attributes.OfType<T>().FirstOrDefault();
}
