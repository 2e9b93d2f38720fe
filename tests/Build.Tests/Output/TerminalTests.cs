using Levain.Host.Output;

namespace Levain.Host.Tests.Output;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(false, "TERM=xterm", true, true, "a person's terminal")]
    [InlineData(false, "TERM=xterm NO_COLOR=1", false, true, "lines may move without colours")]
    [InlineData(false, "TERM=xterm NO_COLOR=", true, true, "an empty NO_COLOR is none")]
    [InlineData(false, "TERM=dumb", false, false, "a terminal that knows no codes")]
    [InlineData(false, "TERM=xterm CI=true", true, false, "a build server that pretends to be a terminal")]
    [InlineData(false, "TERM=xterm CI=false", true, true, "not a build server")]
    [InlineData(true, "TERM=xterm", false, false, "a pipe")]
    [InlineData(true, "TERM=xterm FORCE_COLOR=1", true, false, "a pipe to something that shows colours")]
    [InlineData(true, "FORCE_COLOR=0", false, false, "colours forced off")]
    [InlineData(true, "FORCE_COLOR=1 NO_COLOR=1", false, false, "who wants no colours gets none")]
    public void Colours_and_redrawing_follow_the_environment(bool redirected, string variables, bool colour, bool redraw, string why)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("terminals of Windows are told by other variables");
        var environment = variables.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        var terminal = Terminal.Of(redirected, environment.GetValueOrDefault, () => (100, 30));

        Assert.True((colour, redraw, !redirected) == (terminal.Colour, terminal.CanRedraw, terminal.IsTerminal), why);
    }

    [Fact]
    public void The_size_of_a_pipe_is_not_asked_for() => Terminal.Of(redirected: true, _ => null, () => throw new InvalidOperationException("asked"));

    [Fact]
    public void A_terminal_that_does_not_tell_its_size_has_the_usual_one() =>
        Assert.Equal((80, 24), Terminal.Of(redirected: false, _ => null, () => null) is var terminal ? (terminal.Width, terminal.Height) : default);
}
