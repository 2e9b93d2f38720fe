using Cake.Core;

namespace Cake.Frosting.SampleHost;

[TaskName("Default")]
[IsDependentOn(typeof(Train))]
public sealed class Usual : FrostingTask;

[TaskDescription("fit the models")]
[IsDependentOn(typeof(Data))]
public sealed class Train : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context) =>
        await Console.Out.WriteLineAsync($"trained {string.Join('+', context.Arguments.GetArguments("model"))}");
}

[TaskDescription("read the data")]
public sealed class Data : FrostingTask
{
    public override void Run(ICakeContext context) => Console.Out.WriteLine("data");
}

[TaskDescription("fail with a code of its own")]
public sealed class Fail : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException(7, "the oven is cold");
}
