namespace Levain.Registry;

/// <summary>Brings notifications to people.</summary>
public interface INotifier
{
    /// <summary>How it brings them, as people are told: <c>Slack</c>, <c>e-mail</c>.</summary>
    string Name { get; }

    /// <summary>Sends one; a <see cref="BuildException"/> says why it could not, and never holds a secret.</summary>
    Task SendAsync(Notification notification, CancellationToken cancellation);
}
