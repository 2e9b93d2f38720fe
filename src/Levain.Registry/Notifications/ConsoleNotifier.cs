namespace Levain.Registry;

/// <summary>Shows notifications where the build talks.</summary>
internal sealed class ConsoleNotifier(TextWriter output) : INotifier
{
    public string Name => "the console";

    public async Task SendAsync(Notification notification, CancellationToken cancellation)
    {
        // In one piece, so that nothing of another comes between.
        await output.WriteAsync(NotificationText.Whole(notification).AsMemory(), cancellation).ConfigureAwait(false);
        await output.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
