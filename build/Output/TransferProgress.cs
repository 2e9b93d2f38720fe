using System.Globalization;
using Levain.Remotes;

namespace Levain.Host.Output;

/// <summary>How far a transfer is: one line that is drawn over on a terminal, a line now and then elsewhere.</summary>
internal sealed class TransferProgress : ITransferEvents, IDisposable
{
    private const string EraseLine = "\r\e[K";

    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(100), PlainInterval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly TextWriter output;
    private readonly Func<Terminal> terminal;
    private readonly TimeProvider clock;
    private readonly string verb;
    private readonly ITimer timer;
    private readonly long started;
    private long planned, moved;
    private int files, done;
    private bool drawn, disposed;

    /// <param name="verb">Such as <c>pushing</c>.</param>
    public TransferProgress(string verb, TextWriter output, Func<Terminal> terminal, TimeProvider clock)
    {
        (this.verb, this.output, this.terminal, this.clock) = (verb, output, terminal, clock);
        started = clock.GetTimestamp();
        var interval = terminal().CanRedraw ? LiveInterval : PlainInterval;
        timer = clock.CreateTimer(_ => Draw(), null, interval, interval);
    }

    public int Files { get { lock (gate) return done; } }

    public long Bytes { get { lock (gate) return moved; } }

    /// <summary>A line such as <c>pushing 3/8 files, 12.0 MB of 40.1 MB, 9.8 MB/s, about 3 s left</c>.</summary>
    public string Line
    {
        get
        {
            lock (gate)
            {
                var seconds = clock.GetElapsedTime(started).TotalSeconds;
                var rate = seconds > 0.2 ? moved / seconds : 0;
                var left = rate > 1 && planned > moved ? $", about {Amounts.Rough(TimeSpan.FromSeconds((planned - moved) / rate))} left" : "";
                return string.Create(CultureInfo.InvariantCulture, $"{verb} {done}/{files} files, {Amounts.Bytes(moved)} of {Amounts.Bytes(planned)}{(rate > 1 ? $", {Amounts.Bytes((long)rate)}/s" : "")}{left}");
            }
        }
    }

    public void Planned(int files, long bytes)
    {
        lock (gate) (this.files, planned) = (this.files + files, planned + bytes);
    }

    public void Transferred(long bytes)
    {
        lock (gate) moved += bytes;
    }

    public void FileDone()
    {
        lock (gate) done++;
    }

    public void Noticed(string message) => Write($"{TextWidth.Clean(message)}\n");

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (!disposed) Clear();
            disposed = true;
        }
    }

    private void Draw()
    {
        var window = terminal();
        lock (gate)
        {
            if (disposed || files == 0) return;
            if (!window.CanRedraw) Write(Line + "\n");
            else Put($"{EraseLine}{TextWidth.Cut(Line, window.Width - 1)}", nowDrawn: true);
        }
    }

    private void Write(string text)
    {
        lock (gate)
        {
            Clear();
            Put(text, nowDrawn: false);
        }
    }

    private void Clear()
    {
        if (drawn) Put(EraseLine, nowDrawn: false);
    }

    private void Put(string text, bool nowDrawn)
    {
        try
        {
            output.Write(text);
            output.Flush();
            drawn = nowDrawn;
        }
        catch (IOException)
        {
            // Nobody reads it any more: that is no reason for the transfer to fail.
            disposed = true;
        }
    }
}
