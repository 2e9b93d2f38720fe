using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests;

public sealed class RunTests
{
    [Fact]
    public void A_target_runs_behind_what_it_depends_on_each_task_once()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix));

        Assert.Equal(0, host.Run("--target Bake"));
        Assert.Equal(["Mix", "Proof", "Bake"], host.Steps);
    }

    [Fact]
    public void Several_targets_share_what_both_depend_on()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix));

        Assert.Equal(0, host.Run("-t proof -t=BAKE"));
        Assert.Equal(["Mix", "Proof", "Bake"], host.Steps);
    }

    [Fact]
    public void Default_runs_when_no_target_is_named()
    {
        var host = new TestHost(typeof(Usual), typeof(Bake), typeof(Proof), typeof(Mix));

        Assert.Equal(0, host.Run(""));
        Assert.Equal(["Mix", "Proof", "Bake"], host.Steps);
    }

    [Fact]
    public void An_exclusive_target_runs_alone()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix));

        Assert.Equal(0, host.Run("--target Bake --exclusive"));
        Assert.Equal(["Bake"], host.Steps);
    }

    [Theory]
    [InlineData("-t Mix -t Bake -t Call", "targets in the order of their names would be Bake, Call, Mix")]
    [InlineData("-t Call -t Bake -t Mix", "a target that another one depends on comes earlier than it was asked for, and once")]
    [InlineData("-t Proof -t Call -t Mix -e", "without dependencies, the order is the one asked for")]
    [InlineData("-t Bake -t Proof -t Default", "a target that gathers others")]
    public void Several_targets_run_in_the_order_that_a_dry_run_names(string targets, string why)
    {
        Type[] tasks = [typeof(Usual), typeof(Bake), typeof(Proof), typeof(Mix), typeof(Preheat), typeof(Call)];
        var (dry, real) = (new TestHost(tasks), new TestHost(tasks));

        dry.Run($"{targets} --dryrun");
        real.Run(targets);

        Assert.True(dry.Output.Replace("Default\n", "", StringComparison.Ordinal) == string.Concat(real.Steps.Select(step => $"{step}\n")), $"{why}: {dry.Output} is not {string.Join(' ', real.Steps)}");
    }

    [Fact]
    public void Targets_that_have_nothing_to_do_with_each_other_run_as_asked_for()
    {
        var host = new TestHost(typeof(Call), typeof(Mix));

        host.Run("-t Mix -t Call");

        Assert.Equal(["Mix", "Call"], host.Steps);
    }

    [Fact]
    public void A_dependee_runs_before_the_task_that_it_names()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix), typeof(Preheat));

        host.Run("--target Bake");

        Assert.Equal(["Mix", "Proof", "Preheat", "Bake"], host.Steps);
    }

    [Fact]
    public void A_dry_run_names_the_tasks_in_the_order_of_a_real_one_and_touches_nothing()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix), typeof(Preheat)).With(host => host.UseLifetime<Day>());

        Assert.Equal(0, host.Run("--target Bake --dryrun"));
        Assert.Equal("Mix\nProof\nPreheat\nBake\n", host.Output);
        Assert.Empty(host.Steps);
    }

    [Fact]
    public void A_dry_run_does_not_even_construct_a_task() =>
        Assert.Equal(0, new TestHost(typeof(Unmakeable)).Run("--target Unmakeable --dryrun"));

    [Fact]
    public void Only_tasks_that_run_are_constructed() =>
        Assert.Equal(0, new TestHost(typeof(Mix), typeof(Unmakeable)).Run("--target Mix"));

    [Fact]
    public void Lifetimes_surround_the_run_and_each_task()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix)).With(host => host.UseLifetime<Day>().UseTaskLifetime<Minute>());

        host.Run("--target Proof");

        Assert.Equal(["setup", "before Mix", "Mix", "after Mix", "before Proof", "Proof", "after Proof", "teardown"], host.Steps);
    }

    [Fact]
    public void A_skipped_task_does_not_stop_those_behind_it_and_says_why()
    {
        var host = new TestHost(typeof(Eat), typeof(Cool));

        Assert.Equal(0, host.Run("--target Eat -v verbose"));
        Assert.Equal(["Eat"], host.Steps);
        Assert.Contains("skipped: it is cold already", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_silent_and_nothing_but_the_tasks_writes_to_standard_output()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix));

        host.Run("--target Bake");

        Assert.Equal(("", ""), (host.Output, host.Error));
    }

    [Fact]
    public void A_table_of_durations_comes_when_asked_for_on_standard_error()
    {
        var host = new TestHost(typeof(Bake), typeof(Proof), typeof(Mix));

        host.Run("--target Bake --verbosity verbose");

        Assert.Equal("", host.Output);
        Assert.Matches(@"(?m)^  Proof  done +\d+\.\d\d s$", host.Error);
    }

    [Fact]
    public void The_printer_of_the_report_can_be_replaced()
    {
        var host = new TestHost(typeof(Mix)).With(host => host.ConfigureServices(services => services.AddSingleton<ICakeReportPrinter, LoudPrinter>()));

        host.Run("--target Mix");

        Assert.Equal(["step Mix", "Mix", "report of 1"], host.Steps);
    }

    [Fact]
    public void A_run_takes_place_in_the_working_directory_that_is_asked_for()
    {
        var (here, there) = (Environment.CurrentDirectory, Directory.CreateTempSubdirectory("levain-frosting-"));
        try
        {
            var host = new TestHost(typeof(Where)).With(host => host.UseWorkingDirectory("/nowhere"));

            Assert.Equal(0, host.Run($"--target Where --working {there.FullName}"));
            Assert.Equal([there.FullName], host.Steps);
        }
        finally
        {
            Environment.CurrentDirectory = here;
            there.Delete();
        }
    }

    [Fact]
    public void A_cake_setting_of_the_host_reaches_the_tasks()
    {
        var host = new TestHost(typeof(Setting)).With(host => host.UseCakeSetting("Oven_Degrees", "230"));

        Assert.Equal(0, host.Run("--target Setting"));
        Assert.Equal(["230"], host.Steps);
    }

    [Fact]
    public void Tasks_get_the_context_of_the_host()
    {
        var host = new TestHost(typeof(Weigh)).With(host => host.UseContext<Scales>().UseStartup<Flour>());

        Assert.Equal(0, host.Run("--target Weigh"));
        Assert.Equal(["500 g"], host.Steps);
    }

    [IsDependeeOf(typeof(Bake))]
    private sealed class Preheat(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) => steps.Add("Preheat");
    }

    private sealed class Call(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) => steps.Add("Call");
    }

    private sealed class Unmakeable : FrostingTask
    {
        public Unmakeable() => throw new InvalidOperationException("constructed");

        public override void Run(ICakeContext context) => throw new InvalidOperationException("run");
    }

    private sealed class Minute(List<string> steps) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => steps.Add($"before {info.Task.Name}");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => steps.Add($"after {info.Task.Name}");
    }

    private sealed class Cool(List<string> steps) : FrostingTask, IFrostingTask
    {
        string IFrostingTask.SkippedMessage => "it is cold already";

        public override bool ShouldRun(ICakeContext context) => false;

        public override void Run(ICakeContext context) => steps.Add("Cool");
    }

    [IsDependentOn(typeof(Cool))]
    private sealed class Eat(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) => steps.Add("Eat");
    }

    private sealed class Where(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) => steps.Add(context.Environment.WorkingDirectory.FullPath);
    }

    private sealed class Setting(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) => steps.Add(context.Configuration.GetValue("Oven_Degrees"));
    }

    private sealed record Grams(int Value);

    private sealed class Flour : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Grams(500));
    }

    private sealed class Scales(ICakeContext context, Grams grams) : FrostingContext(context)
    {
        public string Weight => $"{grams.Value} g";
    }

    private sealed class Weigh(List<string> steps) : FrostingTask<Scales>
    {
        public override void Run(Scales context) => steps.Add(context.Weight);
    }

    private sealed class LoudPrinter(List<string> steps) : ICakeReportPrinter
    {
        public void Write(CakeReport report) => steps.Add($"report of {report.Count()}");

        public void WriteLifeCycleStep(string name, Core.Diagnostics.Verbosity verbosity) => steps.Add($"life {name}");

        public void WriteStep(string name, Core.Diagnostics.Verbosity verbosity) => steps.Add($"step {name}");

        public void WriteSkippedStep(string name, Core.Diagnostics.Verbosity verbosity) => steps.Add($"skipped {name}");
    }
}
