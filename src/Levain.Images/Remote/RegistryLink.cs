namespace Levain.Images;

/// <summary>The next page of a list, from the header that says so (RFC 8288).</summary>
internal static class RegistryLink
{
    /// <summary>Null at the end. Only the same server is followed: the address gets our credentials.</summary>
    public static Uri? Next(HttpResponseMessage response, Uri page)
    {
        if (!response.Headers.TryGetValues("Link", out var values)) return null;
        foreach (var link in values)
        {
            var (open, close) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
            if (open < 0 || close < open || !link[close..].Contains("next", StringComparison.Ordinal)) continue;
            if (Uri.TryCreate(page, link[(open + 1)..close], out var next) && next.Authority == page.Authority && next.Scheme == page.Scheme) return next;
        }

        return null;
    }
}
