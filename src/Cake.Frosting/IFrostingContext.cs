using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks and lifetimes of one host share while it runs.</summary>
public interface IFrostingContext : ICakeContext;
