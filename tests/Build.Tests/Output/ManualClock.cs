namespace Levain.Host.Tests.Output;

/// <summary>A clock that stands still until a test moves it, and then rings its timers.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<Timer> timers = [];
    private long now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public int Timers => timers.Count;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state), now + dueTime.Ticks, period.Ticks);
        timers.Add(timer);
        return timer;
    }

    public void Advance(double seconds)
    {
        var end = now + TimeSpan.FromSeconds(seconds).Ticks;
        while (timers.MinBy(timer => timer.Due) is { } next && next.Due <= end)
        {
            now = next.Due;
            next.Ring();
        }

        now = end;
    }

    private sealed class Timer(ManualClock clock, Action ring, long due, long period) : ITimer
    {
        public long Due { get; private set; } = due;

        public void Ring()
        {
            Due += period;
            ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => clock.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
