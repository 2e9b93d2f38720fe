using Cake.Core;
using Cake.Frosting.Hosting;
using Levain.Testing;

namespace Cake.Frosting.Tests;

public sealed class CommandLineTests
{
    private static readonly HostSwitch Model = new("model", "NAME", "only this model") { Aliases = ["m"], Repeatable = true, Example = "--target Bake --model rye" };
    private static readonly HostSwitch Profile = new("profile", "PROFILE", "what a build starts from") { Choices = ["sample", "public"] };
    private static readonly HostSwitch Locked = new("locked", null, "never write a lock");

    [Theory]
    [InlineData("--targt Show", "unknown switch `--targt`", "did you mean `--target`?", "two letters lost")]
    [InlineData("--modle=rye", "unknown switch `--modle`", "did you mean `--model`?", "a declared switch, letters swapped")]
    [InlineData("--verb q", "unknown switch `--verb`", "did you mean `--verbosity`?", "an abbreviation")]
    [InlineData("--target Shwo", "unknown target `Shwo`", "did you mean `Show`?", "letters swapped")]
    [InlineData("--target Show --target Nix", "unknown target `Nix`", "there is `Show`", "nothing is close, and the good target beside it does not run")]
    [InlineData("Show", "`Show` is not a switch", "a target is named with `--target Show`; arguments for a target go behind `--`", "a bare word")]
    [InlineData("--target", "switch `--target` needs a value", "write `--target NAME`, or `--target=NAME` for one that begins with a dash", "nothing follows")]
    [InlineData("--target --dryrun", "switch `--target` needs a value", "write `--target NAME`, or `--target=NAME` for one that begins with a dash", "another switch follows")]
    [InlineData("--target= --locked", "switch `--target` needs a value", "write `--target NAME`, or `--target=NAME` for one that begins with a dash", "the value is empty")]
    [InlineData("--locked=yes", "switch `--locked` takes no value, but has `yes`", "leave the value out", "a flag with a value")]
    [InlineData("--locked --LOCKED", "switch `--locked` is given twice", "give it once", "twice, in another letter case")]
    [InlineData("--profile smaple", "switch `--profile` does not take `smaple`", "did you mean `sample`?", "not one of the choices")]
    [InlineData("-t Show -v loud", "switch `--verbosity` does not take `loud`", "there is `d`, `diagnostic`, `m`, `minimal`, `n`, `normal`, `q`, `quiet`, `v`, `verbose`", "no such level")]
    [InlineData("", "no target is named, and there is no task `Default`", "there is `--target Show`", "nothing to do")]
    [InlineData("-t Show --working /no/such/place", "the working directory `/no/such/place` does not exist", "make it, or name another with `--working PATH`", "a directory that is not there")]
    public void What_is_wrong_on_the_command_line_is_said_and_nothing_runs(string commandLine, string message, string hint, string why)
    {
        var host = Host();

        Assert.True(host.Run(commandLine) == 2, why);
        Assert.Equal($"error: {message}\n  hint: {hint}\n", host.Error);
        Assert.Equal("", host.Output);
        Assert.Empty(host.Steps);
    }

    [Theory]
    [InlineData("--model rye --MODEL=oat -m spelt", "model=rye,oat,spelt", "repeated, in every way of writing")]
    [InlineData("--locked", "locked=true", "a switch without a value")]
    [InlineData("--profile PUBLIC", "profile=public", "a choice in the letter case in which it is declared")]
    [InlineData("--model -5", "model=-5", "a negative number is a value")]
    [InlineData("--model=--x=y", "model=--x=y", "after the first equals sign everything is the value")]
    [InlineData("-- --any=1 --other two --flag rest", "--=--any=1,--other,two,--flag,rest any=1 other=two flag=rest", "behind two dashes all goes through, parsed and as it came")]
    [InlineData("-- --last", "--=--last last=true", "behind two dashes a switch at the end")]
    public void Arguments_reach_the_tasks(string commandLine, string arguments, string why)
    {
        var host = Host();

        Assert.True(host.Run($"--target Show {commandLine}") == 0, why + host.Error);
        Assert.Equal([$"target=Show {arguments}"], host.Steps);
    }

    [Fact]
    public void A_declared_switch_takes_the_place_of_the_one_that_has_its_name()
    {
        var host = Host().With(new HostSwitch("dryrun", null, "print the plan of the stages"));

        Assert.Equal(0, host.Run("--target Show --dryrun"));
        Assert.Equal(["target=Show dryrun=true"], host.Steps);
    }

    [Theory]
    [InlineData("--version", true)]
    [InlineData("--target Show --version --model rye", true)]
    [InlineData("--target Show --version 3", false)]
    public void A_name_that_a_host_uses_with_a_value_means_ours_without_one(string commandLine, bool isOurs)
    {
        var host = Host().With(new HostSwitch("version", "VERSION", "which version of a model"));

        Assert.Equal(0, host.Run(commandLine));

        Assert.Equal(isOurs, host.Steps.Count == 0);
    }

    [Fact]
    public void An_alias_that_the_host_takes_leaves_the_rest_of_the_switch_that_had_it()
    {
        var host = Host().With(new HostSwitch("why", null, "say why") { Aliases = ["v"] });

        Assert.Equal(0, host.Run("--target Show -v --verbosity quiet"));
        Assert.Equal(["target=Show why=true verbosity=quiet"], host.Steps);
    }

    [Fact]
    public void A_switch_declared_twice_is_a_mistake_of_the_host()
    {
        var host = Host().With(new HostSwitch("rebuild", null, "again") { Aliases = ["m"] });

        Assert.Equal(1, host.Run("--target Show"));
        Assert.Equal("error: switch `-m` is declared twice\n  hint: give each its own name and aliases\n", host.Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--target Bake --help")]
    public void Help_shows_targets_switches_and_an_example_and_runs_nothing(string commandLine)
    {
        var host = Kitchen();

        Assert.Equal(0, host.Run(commandLine));
        Verified.Text(host.Output, name: "Help");
        Assert.Empty(host.Steps);
    }

    [Fact]
    public void Tree_shows_what_depends_on_what()
    {
        var host = Kitchen();

        Assert.Equal(0, host.Run("--tree"));
        Assert.Equal("Default\n  Bake\n    Proof\n      Mix\n    Mix\nBurn\n", host.Output);
    }

    [Fact]
    public void Description_lists_the_targets_and_marks_the_one_that_runs_by_default()
    {
        var host = Kitchen();

        Assert.Equal(0, host.Run("--description"));
        Assert.Equal("  Bake   make it brown (default)\n  Burn\n  Mix\n  Proof  let it rise\n", host.Output);
    }

    private static TestHost Host() => new TestHost(typeof(Show)).With(Model).With(Profile).With(Locked);

    private static TestHost Kitchen() => new TestHost(typeof(Usual), typeof(Bake), typeof(Proof), typeof(Mix), typeof(Burn)).With(Model).With(Profile).With(Locked);

    private sealed class Show(List<string> steps) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            steps.Add(string.Join(' ', context.Arguments.GetArguments().Select(each => $"{each.Key}={string.Join(',', each.Value)}")));
    }
}
