using System.Diagnostics;
using System.Globalization;
using Levain.Store;

namespace Levain.Tests.Store;

public sealed class ProcessLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string LockPath => folder.Path("lock");

    [Fact]
    public void Whoever_waits_is_told_for_whom()
    {
        using var holder = Hold("Train xgoals");
        var told = new List<string>();

        using var ours = ProcessLock.Acquire(LockPath, "wait", message =>
        {
            told.Add(message);
            holder.StandardInput.Close();
        });

        Assert.Equal($"waiting for process {holder.Id} (Train xgoals)", told[0]);
        Assert.StartsWith($"{Environment.ProcessId} wait", ProcessLock.Holder(LockPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_dies_with_its_process()
    {
        using var holder = Hold("die");
        Assert.Null(ProcessLock.TryAcquire(LockPath, "too early"));

        holder.Kill();
        holder.WaitForExit();

        using var ours = ProcessLock.TryAcquire(LockPath, "now");
        Assert.NotNull(ours);
    }

    [Fact]
    public void Waiting_can_be_cancelled_and_costs_no_processor()
    {
        using var holder = Hold("stay");

        // A process of its own, so that no other test counts: it waits for 500 ms and says how many of them it computed.
        var said = ChildProcess.Run(["wait", LockPath]);

        Assert.InRange(int.Parse(said, CultureInfo.InvariantCulture), 0, 150);
        holder.Kill();
    }

    [Fact]
    public void The_file_goes_away_with_the_lock()
    {
        ProcessLock.Acquire(LockPath, "once").Dispose();

        Assert.False(File.Exists(LockPath));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Only_one_process_at_a_time_has_the_lock_although_its_file_comes_and_goes(int processes)
    {
        var counter = folder.Write("counter", "0");

        var children = Enumerable.Range(0, processes).Select(_ => ChildProcess.Start(["count", LockPath, counter, "50"])).ToList();
        children.ForEach(child => child.WaitForExit());

        Assert.Equal($"{processes * 50}", File.ReadAllText(counter));
    }

    [Fact]
    public void A_lock_that_may_not_be_taken_is_named()
    {
        File.SetUnixFileMode(folder.Root, ReadOnlyTree.Executable);

        Assert.Equal($"cannot write to `{LockPath}`: permission denied\n", SnapshotterTests.Unprivileged("hold", LockPath, "never"));
    }

    private Process Hold(string purpose)
    {
        var holder = ChildProcess.Start(["hold", LockPath, purpose]);
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        return holder;
    }
}
