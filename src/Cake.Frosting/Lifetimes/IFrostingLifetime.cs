namespace Cake.Frosting;

/// <summary>What surrounds a whole run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
