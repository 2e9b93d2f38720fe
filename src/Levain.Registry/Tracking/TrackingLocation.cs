using System.Net.Http.Headers;
using System.Text;
using Levain.Remotes;

namespace Levain.Registry;

/// <summary>Where runs are kept, as <c>MLFLOW_TRACKING_URI</c> says it: the address of a server, or a folder.</summary>
/// <param name="Text">What people are told.</param>
/// <param name="Address">Of a server, with a slash at its end; null for a folder.</param>
/// <param name="Folder">Null for a server.</param>
public sealed record TrackingLocation(string Text, Uri? Address, string? Folder)
{
    /// <param name="folder">Relative paths begin here.</param>
    public static TrackingLocation Parse(string text, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text)) throw new UsageException("`MLFLOW_TRACKING_URI` is empty", "name a folder or an `https://` address, or unset it");
        text = text.Trim();
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return At(Uri.TryCreate(text, UriKind.Absolute, out var file) && file.IsFile ? file.LocalPath : text[5..], folder);
        var scheme = text.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 1 && text[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.') ? text[..colon] : null;
        if (scheme is null && text != "databricks") return At(text, folder);
        // Behind the scheme of a database there is often a password.
        if (scheme is not ("http" or "https")) throw new UsageException($"runs cannot be sent to `{scheme ?? text}`, which `MLFLOW_TRACKING_URI` names", "use a folder, `http://` or `https://`");
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Host.Length == 0) throw new UsageException("`MLFLOW_TRACKING_URI` has an address that cannot be read", "for example `https://mlflow.example.org`");
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new UsageException("`MLFLOW_TRACKING_URI` holds more than host and path: credentials do not belong there", "put them into `MLFLOW_TRACKING_TOKEN`, or into `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`");
        return new(RemoteLocation.NameOf(address), address, null);
    }

    /// <summary>What keeps the runs there.</summary>
    /// <param name="variable">Reads an environment variable: credentials are nowhere else.</param>
    public IRunSink Open(Func<string, string?> variable, TimeProvider clock, TrackingPatience? patience = null) =>
        Address is null ? new MlflowFolder(Folder!, clock) : new MlflowServer(this, Credentials(variable), patience ?? new(), clock, Random.Shared);

    /// <summary>What to say to the server, or null when nothing is known.</summary>
    internal AuthenticationHeaderValue? Credentials(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var found = variable("MLFLOW_TRACKING_USERNAME") is { Length: > 0 } user && variable("MLFLOW_TRACKING_PASSWORD") is { Length: > 0 } password ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")))
            : variable("MLFLOW_TRACKING_TOKEN") is { Length: > 0 } token ? new AuthenticationHeaderValue("Bearer", OneWord(token)) : null;
        if (found is not null && Address is { IsLoopback: false } && Address.Scheme != Uri.UriSchemeHttps && variable("LEVAIN_TRACKING_PLAIN_CREDENTIALS") != "true")
            throw new UsageException($"credentials would travel unencrypted to `{Text}`", "use `https://`, or set `LEVAIN_TRACKING_PLAIN_CREDENTIALS=true` when the network is to be trusted");
        return found;
    }

    private static TrackingLocation At(string path, string folder)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return new(full, null, full);
    }

    private static string OneWord(string token) => token.Trim() is var text && text.All(letter => letter is > ' ' and < (char)127) ? text : throw new UsageException("`MLFLOW_TRACKING_TOKEN` holds what no token can hold", "it must be one word of printable letters");
}
