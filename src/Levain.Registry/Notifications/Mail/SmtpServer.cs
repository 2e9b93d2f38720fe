using System.Net;
using Levain.Registry.Web;

namespace Levain.Registry.Mail;

/// <summary>Where mail is handed in: <c>smtp://user:password@host:587</c>, or <c>smtps://</c> where all is encrypted from the first byte.</summary>
internal sealed record SmtpServer(string Host, int Port, bool IsTls)
{
    private const int Submission = 587, SubmissionTls = 465;

    /// <summary>Null where the server asks for none.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>On this machine nobody listens in between.</summary>
    public bool IsLocal => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <param name="variable">The environment variable that holds it: for messages, which do not say what it holds.</param>
    public static SmtpServer Parse(string text, string variable)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps") || HostName.Of(address) is not { } host || address.PathAndQuery.Trim('/').Length > 0 || address.Fragment.Length > 0)
            throw new UsageException($"`{variable}` holds no address of a mail server", "write it as `smtp://user:password@host:587`, with the special characters of user and password percent-encoded");
        var isTls = address.Scheme == "smtps";
        return new(host, address.Port > 0 ? address.Port : isTls ? SubmissionTls : Submission, isTls) { Credentials = User(address.UserInfo, variable) };
    }

    private static NetworkCredential? User(string info, string variable)
    {
        if (info.Length == 0) return null;
        var colon = info.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (Uri.UnescapeDataString(info), "") : (Uri.UnescapeDataString(info[..colon]), Uri.UnescapeDataString(info[(colon + 1)..]));
        if (user.Length == 0 || password.Length == 0) throw new UsageException($"`{variable}` has a user without a password, or a password without a user", "write both, `smtp://user:password@host`, or none");
        return user.Contains('\0', StringComparison.Ordinal) || password.Contains('\0', StringComparison.Ordinal)
            ? throw new UsageException($"`{variable}` has a user or a password that holds `%00`", "no mail server takes that")
            : new(user, password);
    }
}
