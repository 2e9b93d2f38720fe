using System.Text;
using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>Progress on a terminal: finished stages as lines that stay, and below them a block of running stages that is drawn over.</summary>
/// <remarks>The cursor rests at the beginning of the block, so drawing over it needs no count of lines, which a resized window would belie.</remarks>
internal sealed class LiveProgress : IProgressDisplay
{
    private const string HideCursor = "\e[?25l", ShowCursor = "\e[?25h", EraseBelow = "\e[J", EraseRest = "\e[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly TextWriter output;
    private readonly Func<Terminal> terminal;
    private readonly BuildScope scope;
    private readonly TimeProvider clock;
    private readonly bool watchSignals;
    private readonly ProgressState state;
    private readonly List<string> permanent = [];
    private readonly bool colour;
    private ProgressSignals? signals;
    private ITimer? timer;
    private IReadOnlyList<string> block = [];
    private int width;
    private bool hidden, disposed;

    /// <param name="terminal">Asked again before each drawing: windows are resized.</param>
    /// <param name="watchSignals">Takes the block away when the process is stopped or ended from outside.</param>
    public LiveProgress(TextWriter output, Func<Terminal> terminal, BuildScope scope, TimeProvider clock, bool watchSignals = false)
    {
        (this.output, this.terminal, this.scope, this.clock, this.watchSignals) = (output, terminal, scope, clock, watchSignals);
        state = new ProgressState(scope, clock);
        colour = terminal().Colour;
    }

    public void Started(string model, string stage, TimeSpan? expected) => Change(() => state.Start(model, stage, expected));

    public void Progressed(string model, string stage, double fraction) => Change(() => state.Report(model, stage, fraction));

    public void Finished(StageOutcome outcome) => Change(() =>
    {
        // Sub-stages come in hundreds: only their failures stay on the screen.
        if (state.Finish(outcome) && EventLine.IsWorth(outcome) && (!outcome.IsSubStage || outcome.Result == StageResult.Failed))
            permanent.Add(EventLine.Finished(scope.NameOf(outcome.Model, outcome.Stage), outcome, colour));
    });

    public void Noticed(string message) => Change(() => permanent.Add(EventLine.Noticed(message)));

    /// <summary>Takes the block off the screen and gives the cursor back, until <see cref="Show"/>.</summary>
    public void Hide()
    {
        lock (gate)
        {
            if (disposed) return;
            hidden = true;
            Draw();
        }
    }

    public void Show()
    {
        lock (gate) hidden = false;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            hidden = true;
            Draw();
            disposed = true;
        }

        timer?.Dispose();
        signals?.Dispose();
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            if (disposed) return;
            change();
            if (timer is not null) return;
            // A build without events needs neither clock nor signals.
            timer = clock.CreateTimer(_ => Tick(), null, Interval, Interval);
            if (watchSignals) signals = new ProgressSignals(this);
        }
    }

    private void Tick()
    {
        lock (gate)
            if (!disposed) Draw();
    }

    private void Draw()
    {
        var window = terminal();
        var lines = hidden ? [] : LiveBlock.Lines(state, window);
        if (permanent.Count == 0 && lines.SequenceEqual(block) && (window.Width == width || lines.Count == 0)) return;

        var text = new StringBuilder("\r");
        if (block.Count == 0 && lines.Count > 0) text.Append(HideCursor);
        // Erased before, not after: a line that ends in the last column would lose its last letter.
        if (permanent.Count > 0) text.Append(EraseBelow);
        foreach (var line in permanent) text.Append(line).Append('\n');
        text.AppendJoin('\n', lines.Select(line => line + EraseRest));
        text.Append(EraseBelow);
        if (lines.Count > 1) text.Append("\e[").Append(lines.Count - 1).Append('A');
        if (lines.Count > 0) text.Append('\r');
        else if (block.Count > 0) text.Append(ShowCursor);

        permanent.Clear();
        (block, width) = (lines, window.Width);
        Write(text.ToString());
    }

    private void Write(string text)
    {
        try
        {
            output.Write(text);
            output.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone: that is no reason for the build to fail.
            disposed = true;
        }
    }
}
