namespace Levain.Images;

/// <summary>The codes in the error of a registry, such as <c>MANIFEST_UNKNOWN</c>.</summary>
internal static class RegistryErrors
{
    private const int Most = 64 << 10;

    public static async Task<IReadOnlyList<string>> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            using var content = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            var bytes = new byte[Most];
            var count = await content.ReadAtLeastAsync(bytes, Most, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return OciElement.Parse(bytes.AsMemory(0, count), "error", Most, element => (IReadOnlyList<string>)[.. (element.Objects("errors") ?? []).Take(4).Select(error => error.Text("code") ?? "").Where(IsCode)]);
        }
        catch (Exception error) when (error is OciFormatException or IOException or HttpRequestException)
        {
            return [];
        }
    }

    private static bool IsCode(string text) => text.Length is > 0 and <= 40 && text.All(letter => letter is '_' or (>= 'A' and <= 'Z'));
}
