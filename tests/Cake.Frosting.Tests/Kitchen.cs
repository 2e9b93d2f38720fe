using Cake.Core;

namespace Cake.Frosting.Tests;

// Tasks that several tests share. They are not public, so that no host finds them by itself.
internal sealed class Mix(List<string> steps) : FrostingTask
{
    public override void Run(ICakeContext context) => steps.Add("Mix");
}

[IsDependentOn(typeof(Mix))]
[TaskDescription("let it rise")]
internal sealed class Proof(List<string> steps) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        steps.Add("Proof");
    }
}

[IsDependentOn(typeof(Proof))]
[IsDependentOn(typeof(Mix))]
[TaskDescription("make it brown")]
internal sealed class Bake(List<string> steps) : FrostingTask
{
    public override void Run(ICakeContext context) => steps.Add("Bake");
}

[TaskName("Default")]
[IsDependentOn(typeof(Bake))]
internal sealed class Usual : FrostingTask;

internal sealed class Burn(List<string> steps) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException(7, "the bread is black");

    public override void OnError(Exception exception, ICakeContext context) => steps.Add($"seen: {exception.Message}");

    public override void Finally(ICakeContext context) => steps.Add("finally");
}

[ContinueOnError]
internal sealed class Spill(List<string> steps) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("flour everywhere");

    public override void OnError(Exception exception, ICakeContext context) => steps.Add($"seen: {exception.Message}");
}

internal sealed class Day(List<string> steps) : FrostingLifetime
{
    public override void Setup(ICakeContext context, ISetupContext info) => steps.Add("setup");

    public override void Teardown(ICakeContext context, ITeardownContext info) => steps.Add("teardown");
}
