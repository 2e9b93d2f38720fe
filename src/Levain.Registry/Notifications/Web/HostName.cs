namespace Levain.Registry.Web;

/// <summary>The host of an address in the letters that name servers take.</summary>
internal static class HostName
{
    /// <summary>Null where it has none, or one that cannot be.</summary>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
