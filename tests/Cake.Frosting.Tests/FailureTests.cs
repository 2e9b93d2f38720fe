using Cake.Core;
using Cake.Frosting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_task_that_looks_at_its_error_has_failed_all_the_same()
    {
        var host = new TestHost(typeof(Burn), typeof(Mix)).With(host => host.UseLifetime<Day>());

        Assert.Equal(7, host.Run("--target Burn --target Mix"));
        Assert.Equal(["setup", "seen: the bread is black", "finally", "teardown"], host.Steps);
    }

    [Fact]
    public void A_failure_is_told_in_one_line_without_a_stack()
    {
        var host = new TestHost(typeof(Burn));

        host.Run("--target Burn");

        Assert.Equal(("", "error: the bread is black\n"), (host.Output, host.Error));
    }

    [Fact]
    public void After_a_failure_among_several_tasks_the_table_shows_which()
    {
        var host = new TestHost(typeof(Burn), typeof(Mix));

        host.Run("--target Mix --target Burn");

        Assert.Matches(@"\A  Mix   done .*\n  Burn  failed .*\nerror: the bread is black\n\z", host.Error);
    }

    [Fact]
    public void Continue_on_error_goes_on_says_so_and_still_lets_the_task_look()
    {
        var host = new TestHost(typeof(Spill), typeof(Mix));

        Assert.Equal(0, host.Run("--target Spill --target Mix"));
        Assert.Equal(["seen: flour everywhere", "Mix"], host.Steps);
        Assert.Contains("warning: task `Spill` failed, and the run goes on: flour everywhere", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_of_the_program_keeps_its_stack()
    {
        var host = new TestHost(typeof(Slip));

        Assert.Equal(1, host.Run("--target Slip"));
        Assert.StartsWith("error: InvalidOperationException: no such drawer\n   at Cake.Frosting.Tests.FailureTests.Slip", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_gives_its_own_exceptions_words_a_hint_and_an_exit_code()
    {
        var host = new TestHost(typeof(Slip)).With(host => host.ConfigureServices(services => services.AddSingleton<IExceptionReporter, Polite>()));

        Assert.Equal(2, host.Run("--target Slip"));
        Assert.Equal("error: pardon: no such drawer\n  hint: try the other one\n", host.Error);
    }

    [Fact]
    public void A_reporter_that_does_not_know_the_exception_leaves_it_as_it_is()
    {
        var host = new TestHost(typeof(Burn)).With(host => host.ConfigureServices(services => services.AddSingleton<IExceptionReporter, Polite>()));

        Assert.Equal(7, host.Run("--target Burn"));
        Assert.Equal("error: the bread is black\n", host.Error);
    }

    [Fact]
    public void A_reporter_that_fails_itself_does_not_hide_the_failure()
    {
        var host = new TestHost(typeof(Burn)).With(host => host.ConfigureServices(services => services.AddSingleton<IExceptionReporter, Mute>()));

        Assert.Equal(7, host.Run("--target Burn"));
        Assert.Equal("error: the bread is black\nerror: no words\n", host.Error);
    }

    [Fact]
    public void A_failing_teardown_behind_a_failed_task_is_told_too_and_the_task_gives_the_exit_code()
    {
        var host = new TestHost(typeof(Burn)).With(host => host.UseTeardown<Locked>());

        Assert.Equal(7, host.Run("--target Burn"));
        Assert.Equal("error: the bread is black\nerror: the door is locked\n", host.Error);
    }

    [Fact]
    public void A_failing_teardown_behind_a_good_run_fails_it()
    {
        var host = new TestHost(typeof(Mix)).With(host => host.UseTeardown<Locked>());

        Assert.Equal(9, host.Run("--target Mix"));
        Assert.Equal("error: the door is locked\n", host.Error);
    }

    [Fact]
    public void A_failing_setup_stops_every_task_and_teardown_still_comes()
    {
        var host = new TestHost(typeof(Mix)).With(host => host.UseSetup<Late>().UseTeardown<Sweep>());

        Assert.Equal(1, host.Run("--target Mix"));
        Assert.Equal(["sweep"], host.Steps);
        Assert.StartsWith("error: the baker is late\n", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_of_zero_does_not_make_a_failure_a_success() =>
        Assert.Equal(1, new TestHost(typeof(Shrug)).Run("--target Shrug"));

    [Fact]
    public void A_handler_that_fails_itself_is_told_beside_the_failure()
    {
        var host = new TestHost(typeof(Clumsy));

        Assert.Equal(3, host.Run("--target Clumsy"));
        Assert.Equal("error: dropped\nerror: dropped the broom\nerror: dropped the pan\n", host.Error);
    }

    private sealed class Slip : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("no such drawer");
    }

    private sealed class Shrug : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(0, "whatever");
    }

    private sealed class Clumsy : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException(3, "dropped");

        public override void OnError(Exception exception, ICakeContext context) => throw new CakeException("dropped the broom");

        public override void Finally(ICakeContext context) => throw new CakeException("dropped the pan");
    }

    private sealed class Polite : IExceptionReporter
    {
        public ExceptionReport? Describe(Exception exception) =>
            exception is InvalidOperationException ? new($"pardon: {exception.Message}", "try the other one", 2) : null;
    }

    private sealed class Mute : IExceptionReporter
    {
        public ExceptionReport? Describe(Exception exception) => throw new CakeException("no words");
    }

    private sealed class Locked : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => throw new CakeException(9, "the door is locked");
    }

    private sealed class Late : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => throw new CakeException("the baker is late");
    }

    private sealed class Sweep(List<string> steps) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => steps.Add("sweep");
    }
}
