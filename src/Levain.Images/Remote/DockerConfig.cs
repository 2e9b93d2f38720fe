using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Levain.Images;

/// <summary>Reads what <c>docker login</c> has written: <c>config.json</c>, and the helpers that it names.</summary>
/// <param name="folder">Usually <c>~/.docker</c>; a missing one is an empty one.</param>
/// <param name="commands">Where the helpers are; null for where commands are anyway.</param>
public sealed class DockerConfig(string folder, string? commands = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The folder that <c>DOCKER_CONFIG</c> names, or <c>~/.docker</c>.</summary>
    public static DockerConfig OfThisUser() => new(Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } named ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"));

    /// <summary>Who we are to a registry, or null for nobody in particular.</summary>
    public RegistryCredentials? For(string host)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path)) return null;
        // Nothing of the file is said in an error: it holds passwords.
        return OciElement.Parse(File.ReadAllBytes(path), $"file `{path}`", OciLimits.ConfigBytes, config =>
        {
            var helper = config.Object("credHelpers")?.Text(host) ?? config.Text("credsStore");
            return (helper is { Length: > 0 } ? Ask(helper, host) : null) ?? (config.Object("auths")?.Object(host) is { } entry ? Kept(entry) : null);
        });
    }

    private static RegistryCredentials? Kept(OciElement entry)
    {
        if (entry.Text("identitytoken") is { Length: > 0 } token) return RegistryCredentials.IdentityToken(token);
        if (entry.Text("auth") is not { Length: > 0 } auth)
            return entry.Text("username") is { Length: > 0 } user && entry.Text("password") is { } password ? RegistryCredentials.Password(user, password) : null;
        var bytes = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth, bytes, out var count)) throw entry.Wrong("auth", "it is not base64");
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, count)).TrimEnd('\0');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? RegistryCredentials.Password(text[..colon], text[(colon + 1)..]) : throw entry.Wrong("auth", "it is not a name and a password with a colon between");
    }

    // The helper reads the host and writes {"ServerURL", "Username", "Secret"}; it fails when it knows none.
    private RegistryCredentials? Ask(string helper, string host)
    {
        if (!helper.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')) throw new BuildException("the credential helper in Docker's `config.json` has a name that no command has");
        var command = $"docker-credential-{helper}";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(commands is null ? command : Path.Combine(commands, command), ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.WriteLine(host);
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new BuildException($"`{command}` does not answer", $"try `echo {host} | {command} get`");
            }

            _ = errors.GetAwaiter().GetResult();
            return process.ExitCode != 0 ? null : Answer(output.GetAwaiter().GetResult(), command);
        }
        catch (Win32Exception error)
        {
            throw new BuildException($"`{command}` cannot be started, though Docker's `config.json` names it", "install it, or take it out of there", error);
        }
        catch (IOException)
        {
            // It ended without reading the host.
            return null;
        }
    }

    private static RegistryCredentials Answer(string output, string command) => OciElement.Parse(Encoding.UTF8.GetBytes(output), $"answer of `{command}`", OciLimits.ConfigBytes, answer =>
        answer.Required("Username") is var user && user == "<token>" ? RegistryCredentials.IdentityToken(answer.Required("Secret")) : RegistryCredentials.Password(user, answer.Required("Secret")));
}
