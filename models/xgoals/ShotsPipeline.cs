namespace XGoals;

public sealed class ShotsPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [];
}
