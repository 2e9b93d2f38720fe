namespace Cake.Frosting;

/// <summary>What the target does, in the half sentence that <c>--help</c> prints.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}
