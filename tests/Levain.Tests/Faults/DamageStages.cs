using Levain.FaultHost;

namespace Levain.Tests.Faults;

internal sealed class DamagePipeline(int run) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var seed = new Seed { Generation = 1 };
        var tree = new Shard { From = seed };
        var text = new Chunk { From = tree };
        return
        [
            new SeesAll
            {
                Text = text,
                Tree = tree,
                Large = new Fills { Megabytes = 9 },
                Input = Artifact.Workspace<Files>("models/test/input"),
                Outside = Artifact.Snapshot<Files>("outside"),
                Run = run,
            },
        ];
    }

    public override IEnumerable<Gate> Gates => [new Gate("SeesAll", "seen") { AtMost = 100 }];
}
