using System.Globalization;
using Levain.Remotes;

namespace Levain.Host.Output;

/// <summary>Tells now and then how far the data is that a build waits for: a line between those of its stages.</summary>
internal sealed class FetchNotices(Action<string> noticed, TimeProvider clock) : ITransferEvents
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long told = clock.GetTimestamp();
    private long planned, moved;
    private int files, done;

    public void Planned(int files, long bytes)
    {
        lock (gate) (this.files, planned) = (this.files + files, planned + bytes);
    }

    public void Transferred(long bytes)
    {
        if (Counted(bytes) is { } line) noticed(line);
    }

    public void FileDone()
    {
        lock (gate) done++;
    }

    public void Noticed(string message) => noticed(message);

    private string? Counted(long bytes)
    {
        lock (gate)
        {
            moved += bytes;
            if (clock.GetElapsedTime(told) < Interval) return null;
            told = clock.GetTimestamp();
            return string.Create(CultureInfo.InvariantCulture, $"fetching {done}/{files} files, {Amounts.Bytes(moved)} of {Amounts.Bytes(planned)}");
        }
    }
}
