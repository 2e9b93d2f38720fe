using FsCheck;
using FsCheck.Fluent;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Random sequences of actions, and smaller ones that may show the same.</summary>
internal static class StoreActions
{
    private const int Whole = 512 << 10;

    // The sizes at which something changes: nothing, a byte, around the longest object that is kept in one piece, and what is cut.
    private static readonly Gen<int> Sizes = Gen.Frequency(
        (6, Gen.Choose(0, 3)),
        (8, Gen.Choose(4, 9000)),
        (3, Gen.Elements(Whole - 1, Whole, Whole + 1, Whole + 2)),
        (1, Gen.Choose(Whole, 5 * Whole)));

    private static readonly Gen<Bytes> Contents = from size in Sizes from seed in Gen.Choose(0, 9) select new Bytes(size, seed);

    private static readonly Gen<StoreAction> Action = Gen.Frequency<StoreAction>(
        (8, from bytes in Contents from stream in Gen.Elements(true, false) select (StoreAction)new StoreAction.Put(bytes, stream)),
        (3, from count in Gen.Choose(0, 14) from files in Contents.ListOf(count) from how in Gen.Elements(Adding.Copy, Adding.Take) select (StoreAction)new StoreAction.AddTree([.. files], how)),
        (6, from item in Gen.Choose(0, 99) select (StoreAction)new StoreAction.Ask(item)),
        (3, from item in Gen.Choose(0, 99) from count in Gen.Choose(1, 4) from places in Gen.Choose(0, 1000).ListOf(count) select (StoreAction)new StoreAction.Seek(item, [.. places])),
        (1, from seed in Gen.Choose(0, 99) select (StoreAction)new StoreAction.AskForNothing(seed)),
        (3, from tree in Gen.Choose(0, 99) select (StoreAction)new StoreAction.Materialize(tree)),
        (2, from tree in Gen.Choose(0, 99) from mode in Gen.Elements(CheckOutMode.ReadOnly, CheckOutMode.Writable) select (StoreAction)new StoreAction.CheckOut(tree, mode)),
        (4, Gen.Constant<StoreAction>(new StoreAction.Switch())),
        (2, Gen.Constant<StoreAction>(new StoreAction.Compact())),
        (3, from third in Gen.Choose(0, 2) from ends in Gen.Elements(true, false) select (StoreAction)new StoreAction.Collect(third, ends)),
        (3, Gen.Constant<StoreAction>(new StoreAction.Reopen())),
        (3, from item in Gen.Choose(0, 99) from bit in Gen.Choose(0, int.MaxValue) select (StoreAction)new StoreAction.Damage(item, bit)),
        (1, from item in Gen.Choose(0, 99) select (StoreAction)new StoreAction.Delete(item)));

    public static Arbitrary<IReadOnlyList<StoreAction>> Sequences { get; } =
        Arb.From(from length in Gen.Choose(1, 25) from actions in Action.ListOf(length) select (IReadOnlyList<StoreAction>)[.. actions], Smaller);

    /// <summary>Without a half, without one action, with one action made smaller.</summary>
    private static IEnumerable<IReadOnlyList<StoreAction>> Smaller(IReadOnlyList<StoreAction> actions)
    {
        if (actions.Count > 3)
        {
            yield return [.. actions.Take(actions.Count / 2)];
            yield return [.. actions.Skip(actions.Count / 2)];
        }

        for (var i = 0; i < actions.Count && actions.Count > 1; i++) yield return [.. actions.Take(i), .. actions.Skip(i + 1)];
        for (var i = 0; i < actions.Count; i++)
            foreach (var smaller in Smaller(actions[i])) yield return [.. actions.Take(i), smaller, .. actions.Skip(i + 1)];
    }

    private static IEnumerable<StoreAction> Smaller(StoreAction action) => action switch
    {
        StoreAction.Put { Bytes.Size: > 1 } put => [put with { Bytes = put.Bytes with { Size = put.Bytes.Size / 2 } }],
        StoreAction.AddTree { Files.Count: > 0 } tree => tree.Files.Select((_, i) => tree with { Files = [.. tree.Files.Take(i), .. tree.Files.Skip(i + 1)] }),
        StoreAction.Seek { Places.Count: > 1 } seek => [seek with { Places = [.. seek.Places.Skip(1)] }],
        _ => [],
    };
}
