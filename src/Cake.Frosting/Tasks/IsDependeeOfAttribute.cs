namespace Cake.Frosting;

/// <summary>This task runs before that one: the dependency said from its other end.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type task) : Attribute
{
    public Type Task { get; } = task;
}
