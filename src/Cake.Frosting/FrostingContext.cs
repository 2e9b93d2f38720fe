using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context a host has unless it brings its own; derive from it to share more between tasks.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
