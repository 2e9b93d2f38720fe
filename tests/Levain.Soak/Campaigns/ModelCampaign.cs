using FsCheck;
using FsCheck.Fluent;

namespace Levain.Soak;

/// <summary>Random sequences of actions on a store and on a model of one in memory, which must agree. A shot is fifty sequences.</summary>
internal sealed class ModelCampaign(Templates templates, Judge judge) : Campaign(templates, judge)
{
    private const int Sequences = 50;

    public override string Name => "model";

    public override string What => "sequences of actions, compared with a model store in memory (a shot is 50)";

    public override int LongRun => 400;

    // It has a store of its own.
    public override bool Meets(Operation operation) => operation == Operation.All[0];

    public override Task<Impact> FireAsync(Shot shot) => Task.Run(() =>
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Sequences).WithReplay((ulong)(uint)shot.Random().Next(), 1);
        try
        {
            Prop.ForAll(StoreActions.Sequences, actions => Agrees(StoreTrial.Disagreement(actions))).Check(config);
            return new Impact(Sequences, 0, null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new Impact(Sequences, 0, error.Message);
        }
    });

    private static Property Agrees(string? disagreement) => (disagreement is null).Label(disagreement ?? "");
}
