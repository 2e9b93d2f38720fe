using System.Net.Http.Headers;
using System.Text;

namespace Levain.Images;

/// <summary>Who we are to a registry: a name and a password, or a token that gets others.</summary>
public sealed class RegistryCredentials
{
    private RegistryCredentials(string user, string secret, bool isToken) => (User, Secret, IsToken) = (user, secret, isToken);

    public string User { get; }

    internal string Secret { get; }

    internal bool IsToken { get; }

    public static RegistryCredentials Password(string user, string password) => new(user, password, isToken: false);

    /// <summary>What <c>docker login</c> keeps instead of a password where the registry gives it one.</summary>
    public static RegistryCredentials IdentityToken(string token) => new("<token>", token, isToken: true);

    internal AuthenticationHeaderValue Basic() => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")));

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => IsToken ? "an identity token" : $"the password of `{User}`";
}
