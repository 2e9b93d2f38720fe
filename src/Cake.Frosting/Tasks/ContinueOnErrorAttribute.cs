namespace Cake.Frosting;

/// <summary>The run goes on when this task fails, and its failure does not count.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
