namespace Levain.Collection;

/// <summary>What counts as old.</summary>
internal sealed record Age(TimeSpan Grace, DateTime Now)
{
    public bool IsOld(DateTime written) => Grace <= TimeSpan.Zero || written <= Now - Grace;
}
