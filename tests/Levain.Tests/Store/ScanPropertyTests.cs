using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Levain.Store;
using Levain.Store.Scanning;

namespace Levain.Tests.Store;

public sealed class ScanPropertyTests
{
    private static readonly string[] Names = ["a", "b", "ab", "ä", "数", "\uff5e", "📦", "z"];

    [Fact]
    public void After_any_edits_a_scan_that_knows_the_one_before_agrees_with_one_that_knows_nothing() =>
        // Not a hundred times: each is up to a hundred edits, and as many scans.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary(), edits =>
        {
            using var data = new ScanFolder();
            foreach (var edit in edits)
            {
                Edit(data.Root, new Random(edit));
                if (edit % 4 == 0) data.Settle();
                if (edit % 3 != 0) Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan(threads: 1 + (edit % 3)).Content);
            }

            Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan().Content);
        }));

    [Fact]
    public void Names_in_UTF_8_have_the_order_of_their_strings()
    {
        var name = Gen.Elements("a", "b", "\u007f", "ä", "߿", "ࠀ", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff").ArrayOf().Select(string.Concat);
        Prop.ForAll(name.ToArbitrary(), name.ToArbitrary(), (left, right) =>
        {
            byte[] l = System.Text.Encoding.UTF8.GetBytes(left), r = System.Text.Encoding.UTF8.GetBytes(right);
            var expected = Math.Sign(string.CompareOrdinal(left, right));
            Assert.Equal(expected, Math.Sign(NameOrder.Compare(l, r)));
            if (NameOrder.Key(l) != NameOrder.Key(r)) Assert.Equal(expected, NameOrder.Key(l).CompareTo(NameOrder.Key(r)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Names_are_sorted_and_stand_once()
    {
        Prop.ForAll(Gen.Elements(Names).ArrayOf().Select(string.Concat).ArrayOf().ToArbitrary(), names =>
        {
            var list = new NameList();
            foreach (var name in names) list.Add(System.Text.Encoding.UTF8.GetBytes(name));
            list.Sort();
            Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), Enumerable.Range(0, list.Count).Select(i => System.Text.Encoding.UTF8.GetString(list[i])));
        }).QuickCheckThrowOnFailure();
    }

    // What a person does to a folder: writes, of the same size often, renames, removes, modes.
    private static void Edit(string root, Random random)
    {
        var folder = root;
        for (var depth = random.Next(3); depth > 0; depth--) folder = Path.Combine(folder, "folder " + Pick());
        var (path, other) = (Path.Combine(folder, Pick()), Path.Combine(folder, Pick()));
        switch (random.Next(7))
        {
            case 0 or 1 or 2:
                Directory.CreateDirectory(folder);
                if (!Directory.Exists(path)) File.WriteAllText(path, random.Next(4).ToString(CultureInfo.InvariantCulture));
                break;
            case 3:
                if (File.Exists(path) && !Directory.Exists(other)) File.Move(path, other, overwrite: true);
                break;
            case 4:
                if (File.Exists(path)) File.Delete(path);
                break;
            case 5:
                if (File.Exists(path)) File.SetUnixFileMode(path, ReadOnlyTree.File | UnixFileMode.UserWrite | (random.Next(2) == 0 ? UnixFileMode.UserExecute : UnixFileMode.None));
                break;
            case 6:
                if (folder != root && Directory.Exists(folder) && Path.Combine(Path.GetDirectoryName(folder)!, "folder " + Pick()) is var target && !Directory.Exists(target)) Directory.Move(folder, target);
                else if (folder != root && Directory.Exists(folder) && random.Next(3) == 0) Directory.Delete(folder, recursive: true);
                break;
        }

        string Pick() => Names[random.Next(Names.Length)];
    }
}
