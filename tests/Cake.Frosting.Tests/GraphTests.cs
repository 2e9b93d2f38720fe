using Cake.Core;

namespace Cake.Frosting.Tests;

public sealed class GraphTests
{
    [Fact]
    public void A_circle_of_tasks_is_shown_as_its_path_and_nothing_runs_even_when_it_is_not_asked_for()
    {
        var host = new TestHost(typeof(Mix), typeof(Enter), typeof(A), typeof(B), typeof(C)).With(host => host.UseLifetime<Day>());

        Assert.Equal(1, host.Run("--target Mix"));
        Assert.Equal("error: tasks depend on each other in a circle: a -> b -> c -> a\n  hint: take one of these dependencies out\n", host.Error);
        Assert.Empty(host.Steps);
    }

    [Fact]
    public void A_task_that_depends_on_itself_is_a_circle()
    {
        var host = new TestHost(typeof(Self));

        Assert.Equal(1, host.Run("--target Self"));
        Assert.StartsWith("error: tasks depend on each other in a circle: Self -> Self\n", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_that_the_host_does_not_have_is_named()
    {
        var host = new TestHost(typeof(Proof));

        Assert.Equal(1, host.Run("--target Proof"));
        Assert.Equal("error: task `Proof` names `Cake.Frosting.Tests.Mix`, which is not a task of this host\n  hint: make the class public, or add its assembly with `AddAssembly`\n", host.Error);
    }

    [Fact]
    public void A_dependency_that_is_no_task_at_all_is_named()
    {
        var host = new TestHost(typeof(Astray));

        Assert.Equal(1, host.Run("--target Astray"));
        Assert.Equal("error: task `Astray` names `System.String`, which is not a task of this host\n  hint: derive it from `FrostingTask`\n", host.Error);
    }

    [Fact]
    public void Two_tasks_of_one_name_are_refused_whatever_the_letter_case()
    {
        var host = new TestHost(typeof(Mix), typeof(Remix));

        Assert.Equal(1, host.Run("--target mix"));
        Assert.StartsWith("error: two tasks are called `MIX`: `Cake.Frosting.Tests.Mix` and `Cake.Frosting.Tests.GraphTests+Remix`\n", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_registered_twice_is_one_task()
    {
        var host = new TestHost(typeof(Mix), typeof(Mix));

        Assert.Equal(0, host.Run("--target Mix"));
        Assert.Equal(["Mix"], host.Steps);
    }

    [Theory]
    [InlineData("--target Mix")]
    [InlineData("--target Mix --dryrun")]
    public void A_task_that_asks_for_another_context_is_an_error_even_when_it_is_not_asked_for(string commandLine)
    {
        var host = new TestHost(typeof(Mix), typeof(Guest));

        Assert.Equal(1, host.Run(commandLine));
        Assert.Equal(
            "error: task `Guest` asks for a context `Cake.Frosting.Tests.GraphTests+House`, but this host has `Cake.Frosting.FrostingContext`\n"
            + "  hint: call `UseContext<House>()`, or ask for a context that the host has\n",
            host.Error);
        Assert.Empty(host.Steps);
    }

    [Fact]
    public void A_lifetime_that_asks_for_another_context_is_an_error()
    {
        var host = new TestHost(typeof(Mix)).With(host => host.UseLifetime<Housekeeping>());

        Assert.Equal(1, host.Run("--target Mix"));
        Assert.StartsWith("error: `Housekeeping` asks for a context `Cake.Frosting.Tests.GraphTests+House`", host.Error, StringComparison.Ordinal);
        Assert.Empty(host.Steps);
    }

    [IsDependentOn(typeof(A))]
    private sealed class Enter : FrostingTask;

    [TaskName("a")]
    [IsDependentOn(typeof(B))]
    private sealed class A : FrostingTask;

    [TaskName("b")]
    [IsDependentOn(typeof(C))]
    private sealed class B : FrostingTask;

    [TaskName("c")]
    [IsDependentOn(typeof(A))]
    private sealed class C : FrostingTask;

    [IsDependentOn(typeof(Self))]
    private sealed class Self : FrostingTask;

    [IsDependentOn(typeof(string))]
    private sealed class Astray : FrostingTask;

    [TaskName("MIX")]
    private sealed class Remix : FrostingTask;

    private sealed class House(ICakeContext context) : FrostingContext(context);

    private sealed class Guest : FrostingTask<House>;

    private sealed class Housekeeping(List<string> steps) : FrostingLifetime<House>
    {
        public override void Setup(House context, ISetupContext info) => steps.Add("setup");

        public override void Teardown(House context, ITeardownContext info) => steps.Add("teardown");
    }
}
