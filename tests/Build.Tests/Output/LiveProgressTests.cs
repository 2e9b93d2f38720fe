using System.Text;
using Levain.Host.Output;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

public sealed class LiveProgressTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly VtScreen screen = new(80, 24);

    [Fact]
    public void A_build_is_a_sequence_of_screens()
    {
        using var progress = Open(new BuildScope { Stages = 4, Jobs = 2, Expected = new Dictionary<(string, string), TimeSpan> { [("xgoals", "WriteCard")] = TimeSpan.FromSeconds(3) } });
        var film = new StringBuilder();
        void Shot(string caption) => film.Append($"--- {caption}\n{screen.Everything}\n");

        progress.Started("xgoals", "SimulateShots", null);
        progress.Started("xgoals", "TrainTrees", TimeSpan.FromSeconds(10));
        clock.Advance(1);
        Shot("two stages run, one of them known from before");
        progress.Progressed("xgoals", "SimulateShots", 0.25);
        clock.Advance(1);
        Shot("the other says how far it is");
        progress.Finished(Sample.Outcome("SimulateShots", StageState.Stale, StageResult.Built, "never built", 2.1, metrics: ("rows", 5000)));
        progress.Noticed("waiting for another build of xgoals");
        clock.Advance(10);
        Shot("one is done, the other late");
        progress.Finished(Sample.Outcome("TrainTrees", StageState.Stale, StageResult.Failed, "disk full", 12));
        progress.Dispose();
        Shot("the end");

        Verified.Text(film.ToString());
    }

    [Fact]
    public void Nothing_but_lines_that_stay_is_left_behind()
    {
        var progress = Open();
        progress.Started("xgoals", "TrainTrees", null);
        clock.Advance(0.2);
        Assert.False(screen.CursorVisible);

        progress.Dispose();

        Assert.Equal("", screen.Everything);
        Assert.True(screen.CursorVisible);
        Assert.Equal("0,0", screen.Cursor);
    }

    [Fact]
    public void A_finished_stage_is_printed_even_when_the_build_ends_before_the_next_drawing()
    {
        var progress = Open();
        progress.Started("xgoals", "TrainTrees", null);
        progress.Finished(Sample.Outcome("TrainTrees", StageState.Stale, StageResult.Built, "never built", 0.04));

        progress.Dispose();

        Assert.Equal("built      TrainTrees in 0.04 s", screen.Everything);
    }

    [Fact]
    public void It_is_silent_once_disposed_of()
    {
        var progress = Open();
        progress.Started("xgoals", "TrainTrees", null);
        progress.Dispose();
        var before = screen.Writes;

        progress.Noticed("too late");
        progress.Started("xgoals", "EvaluateModel", null);
        clock.Advance(5);
        progress.Dispose();

        Assert.Equal(before, screen.Writes);
        Assert.Equal(0, clock.Timers);
    }

    [Fact]
    public void Ten_drawings_a_second_at_most()
    {
        using var progress = Open();
        progress.Started("xgoals", "TrainTrees", null);
        for (var i = 0; i < 1000; i++)
        {
            progress.Progressed("xgoals", "TrainTrees", i / 1000.0);
            clock.Advance(0.001);
        }

        Assert.InRange(screen.Writes, 2, 10);
    }

    [Fact]
    public void A_build_without_events_draws_nothing_and_starts_no_timer()
    {
        using (Open()) clock.Advance(1);

        Assert.Equal(0, screen.Writes);
        Assert.Equal(0, clock.Timers);
    }

    [Fact]
    public void More_stages_than_lines_are_counted()
    {
        screen.Resize(60, 6);
        using var progress = Open(new BuildScope { Stages = 50, Jobs = 50 });
        for (var i = 0; i < 50; i++) progress.Started("xgoals", $"Fold[{i}]", null);

        clock.Advance(0.5);

        Verified.Text(screen.Everything);
    }

    [Theory]
    [InlineData(34, 24)]
    [InlineData(200, 24)]
    [InlineData(80, 2)]
    [InlineData(20, 3)]
    public void A_resized_window_shows_the_same_as_a_window_that_had_that_size_all_along(int width, int height)
    {
        using var progress = Open();
        Run(progress, clock, () => screen.Resize(width, height));
        var other = new VtScreen(width, height);
        var otherClock = new ManualClock();
        using var fresh = new LiveProgress(other, () => other.Terminal, new BuildScope { Stages = 3, Jobs = 2 }, otherClock);
        Run(fresh, otherClock, () => { });

        // Lines that stay are wrapped by the terminal: compared are the words.
        Assert.Equal(Words(other.Everything), Words(screen.Everything));

        static void Run(LiveProgress progress, ManualClock clock, Action resize)
        {
            progress.Started("xgoals", "SimulateShots", null);
            progress.Started("xgoals", "TrainTrees[a rather long label that takes up some room]", TimeSpan.FromSeconds(5));
            clock.Advance(0.5);
            progress.Finished(Sample.Outcome("SimulateShots", StageState.Stale, StageResult.Built, "never built", 0.5));
            clock.Advance(0.5);
            resize();
            progress.Progressed("xgoals", "TrainTrees[a rather long label that takes up some room]", 0.5);
            clock.Advance(0.5);
        }

        static string Words(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }

    [Fact]
    public void A_hidden_block_comes_back()
    {
        using var progress = Open();
        progress.Started("xgoals", "TrainTrees", null);
        clock.Advance(0.5);

        progress.Hide();
        clock.Advance(0.5);
        Assert.Equal(("", true), (screen.Everything, screen.CursorVisible));

        progress.Show();
        clock.Advance(0.5);
        Assert.StartsWith("TrainTrees", screen.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Sub_stages_run_on_the_screen_but_only_their_failures_stay()
    {
        using var progress = Open(new BuildScope { Stages = 1 });
        progress.Started("xgoals", "Tune", null);
        progress.Started("xgoals", "Tune/Trial[1]", null);
        progress.Started("xgoals", "Tune/Trial[2]", null);
        progress.Started("xgoals", "Tune/Trial[3]", null);
        progress.Finished(Sample.Outcome("Tune/Trial[1]", StageState.Stale, StageResult.Built, "never built", 1) with { IsSubStage = true });
        progress.Finished(Sample.Outcome("Tune/Trial[2]", StageState.Stale, StageResult.Failed, "too deep", 1) with { IsSubStage = true });

        clock.Advance(1);

        Verified.Text(screen.Everything);
    }

    [Fact]
    public void Names_cannot_command_the_terminal()
    {
        using var progress = Open();
        progress.Started("xgoals", "Evil[\e[2J\nnew line]", null);
        progress.Noticed("look \e]0;owned\a");

        clock.Advance(1);

        Assert.Contains("Evil[\uFFFD[2J new line]", screen.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_may_come_from_many_threads()
    {
        var progress = Open(new BuildScope { Stages = 200, Jobs = 8 });
        Parallel.For(0, 200, i =>
        {
            progress.Started("xgoals", $"Fold[{i:000}]", null);
            progress.Progressed("xgoals", $"Fold[{i:000}]", 0.5);
            progress.Finished(Sample.Outcome($"Fold[{i:000}]", StageState.Stale, StageResult.Built, "never built", 1));
        });

        progress.Dispose();

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"built      Fold[{i:000}] in 1.0 s"), screen.Everything.Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_terminal_that_went_away_does_not_end_the_build()
    {
        using var progress = new LiveProgress(new BrokenWriter(), () => screen.Terminal, new BuildScope(), clock);
        progress.Started("xgoals", "TrainTrees", null);

        clock.Advance(1);
        progress.Noticed("nobody reads this");

        Assert.Equal(0, screen.Writes);
    }

    [Fact]
    public void What_is_left_is_shared_among_the_jobs_and_never_less_than_the_longest_stage()
    {
        var scope = new BuildScope { Stages = 3, Jobs = 2, Expected = new Dictionary<(string, string), TimeSpan> { [("m", "A")] = TimeSpan.FromSeconds(4), [("m", "B")] = TimeSpan.FromSeconds(4), [("m", "C")] = TimeSpan.FromSeconds(20) } };
        var state = new ProgressState(scope, clock);

        state.Start("m", "A", null);
        state.Start("m", "B", null);
        Assert.Equal(TimeSpan.FromSeconds(14), state.Left());

        state.Finish(Sample.Outcome("A", StageState.Stale, StageResult.Built, seconds: 4, model: "m"));
        state.Start("m", "C", null);
        Assert.Equal(TimeSpan.FromSeconds(20), state.Left());
    }

    [Fact]
    public void Nothing_is_guessed_when_nothing_is_known()
    {
        var state = new ProgressState(new BuildScope { Stages = 3, Jobs = 2 }, clock);

        state.Start("m", "A", null);

        Assert.Null(state.Left());
    }

    public void Dispose() => screen.Dispose();

    private LiveProgress Open(BuildScope? scope = null) => new(screen, () => screen.Terminal, scope ?? new BuildScope { Stages = 3, Jobs = 2 }, clock);

    private sealed class BrokenWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("the terminal is gone");
    }
}
