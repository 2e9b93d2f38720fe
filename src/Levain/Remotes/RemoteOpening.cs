namespace Levain.Remotes;

/// <summary>Makes remotes of what is configured.</summary>
public sealed class RemoteOpening(RemoteCredentials credentials, IReadOnlyList<RemoteLocation> all, TimeProvider? clock = null)
{
    // The environment has room for one secret: with several hosts it would be anybody's guess whose it is.
    private readonly bool soleHost = all.Where(location => location.Address is not null).Select(location => location.Address!.Authority).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1;

    public TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    internal System.Net.Http.Headers.AuthenticationHeaderValue? CredentialsOf(RemoteLocation location) => credentials.For(location, soleHost);

    public IRemote Open(RemoteLocation location, RemotePatience patience)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location.Address is null ? new FolderRemote(location.Text, patience, Clock) : new HttpRemote(location, credentials.For(location, soleHost), patience, Clock);
    }
}
