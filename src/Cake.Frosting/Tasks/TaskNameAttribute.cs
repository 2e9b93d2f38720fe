namespace Cake.Frosting;

/// <summary>The target's name on the command line, where the class name is not to be it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
