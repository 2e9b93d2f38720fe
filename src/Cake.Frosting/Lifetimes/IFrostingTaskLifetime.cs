namespace Cake.Frosting;

/// <summary>What surrounds each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
