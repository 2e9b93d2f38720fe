namespace Levain.Registry;

/// <summary>Sends notifications every way there is, within a few seconds. What cannot be sent is told, and fails nothing.</summary>
public sealed class Notifications(IReadOnlyList<INotifier> notifiers, TimeProvider clock)
{
    /// <summary>The environment variable with the ways that are wanted, such as <c>console, slack</c>.</summary>
    public const string Variable = "LEVAIN_NOTIFY";

    /// <summary>How long all of them together are waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>True when there is nobody to tell.</summary>
    public bool IsEmpty => notifiers.Count == 0;

    /// <summary>The ways that the environment asks for; one that is set up wrongly is a <see cref="UsageException"/>, at the start rather than when it matters.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="output">Where the console shows them.</param>
    public static Notifications From(Func<string, string?> variable, TextWriter output, TimeProvider clock) =>
        new(new NotifierSettings(variable).Notifiers(output, clock), clock);

    /// <summary>Sends it every way at once.</summary>
    /// <returns>A sentence for each way that failed; none when everybody was told.</returns>
    public async Task<IReadOnlyList<string>> SendAsync(Notification notification, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var failures = await Task.WhenAll(notifiers.Select(notifier => TryAsync(notifier, notification, either.Token, cancellation))).ConfigureAwait(false);
        return [.. failures.OfType<string>()];
    }

    private static async Task<string?> TryAsync(INotifier notifier, Notification notification, CancellationToken waiting, CancellationToken stop)
    {
        try
        {
            // On a thread of its own, and waited for no longer than the others even where it does not listen.
            await Task.Run(() => notifier.SendAsync(notification, waiting), waiting).WaitAsync(waiting).ConfigureAwait(false);
            return null;
        }
        catch (BuildException error)
        {
            return Sentence(notifier, notification, error.Hint is null ? error.Message : $"{error.Message} ({error.Hint})");
        }
        catch (OperationCanceledException)
        {
            return Sentence(notifier, notification, stop.IsCancellationRequested ? "it was stopped" : "it took too long");
        }
        // The build has nothing to do with it and goes on. What such an error says is not told: it may hold an address, which is a secret.
        catch (Exception error)
        {
            return Sentence(notifier, notification, $"an error of ours, {error.GetType().Name}");
        }
    }

    private static string Sentence(INotifier notifier, Notification notification, string why) =>
        $"the notification `{NotificationText.Subject(notification)}` was not sent by {notifier.Name}: {why}";
}
