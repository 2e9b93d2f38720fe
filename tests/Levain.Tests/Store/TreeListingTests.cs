using FsCheck;
using FsCheck.Fluent;
using Levain.Store;

namespace Levain.Tests.Store;

public sealed class TreeListingTests
{
    private static readonly Gen<string> Names = Gen.Elements("a", "B", "ä", "Ω 1", "数据.csv", "📦", "line\nfeed", " ", "a.b", "a b", "-", "\uFFFD", "\u0001");

    private static readonly Gen<TreeListing> Listings =
        from entries in Gen.ListOf(
            from name in Names
            from kind in Gen.Elements(EntryKind.File, EntryKind.Executable, EntryKind.Directory)
            from size in Gen.Choose(0, int.MaxValue)
            select new TreeEntry(kind, Digest.Of(name), size * 5L, name))
        select TreeListing.Of(entries.DistinctBy(entry => entry.Name));

    [Fact]
    public void A_listing_reads_what_it_writes() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Listings), listing => TreeListing.Parse(listing.ToBytes()).Equals(listing)));

    [Fact]
    public void Order_of_discovery_does_not_matter() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Listings), listing => TreeListing.Of(listing.Entries.Reverse()).ToContent() == listing.ToContent()));

    // Of any bytes there are only two outcomes: they are refused, or they are the one way in which what was read is written.
    [Fact]
    public void Changed_bytes_are_refused_or_are_another_canonical_listing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(from listing in Listings from place in Gen.Choose(0, 4000) from value in Gen.Choose(0, 255) from cut in Gen.Choose(0, 3) select (listing, place, (byte)value, cut)),
            given =>
            {
                var bytes = given.listing.ToBytes();
                bytes[given.place % bytes.Length] = given.Item3;
                if (given.cut == 0) bytes = bytes[..(given.place % bytes.Length)];
                try
                {
                    return TreeListing.Parse(bytes).ToBytes().AsSpan().SequenceEqual(bytes);
                }
                catch (FormatException)
                {
                    return true;
                }
            }));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(".", "lead out")]
    [InlineData("..", "lead out")]
    [InlineData("a/b", "another folder")]
    [InlineData("/etc", "another folder")]
    [InlineData("a\0b", "zero byte")]
    public void A_name_that_would_escape_or_cannot_be_written_is_refused(string name, string why)
    {
        var error = Assert.Throws<BuildException>(() => TreeListing.Of([new(EntryKind.File, Digest.Of("x"), 1, name)]));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_letter_is_no_name() =>
        Assert.Contains("not valid Unicode", Assert.Throws<BuildException>(() => TreeListing.Of([new(EntryKind.File, Digest.Of("x"), 1, "\ud800")])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "no header")]
    [InlineData("levain.tree/2\n", "a later version")]
    [InlineData("levain.tree/1\nf", "cut off")]
    public void What_is_no_listing_is_refused(string text, string why)
    {
        var error = Record.Exception(() => TreeListing.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.True(error is FormatException, why);
    }

    [Theory]
    [InlineData("../x", "escapes")]
    [InlineData("..", "escapes")]
    [InlineData("a\0", "zero byte")]
    public void A_stored_listing_with_a_bad_name_is_refused(string name, string why)
    {
        using var folder = new TemporaryFolder();
        var store = folder.Store();
        var good = TreeListing.Of([new(EntryKind.File, Digest.Of("x"), 1, new string('n', name.Length))]).ToBytes();
        System.Text.Encoding.UTF8.GetBytes(name).CopyTo(good.AsSpan(good.Length - name.Length));

        var error = Record.Exception(() => store.Materialize(Content.Tree(store.Put(good))));

        Assert.True(error is BuildException { Message: var message } && message.Contains("is not a tree of files", StringComparison.Ordinal), why);
    }

    [Fact]
    public void A_name_cannot_stand_twice_nor_out_of_order()
    {
        var a = TreeListing.Of([new(EntryKind.File, Digest.Of("x"), 1, "a")]).ToBytes();
        var b = TreeListing.Of([new(EntryKind.File, Digest.Of("x"), 1, "b")]).ToBytes();
        var header = "levain.tree/1\n".Length;

        Assert.Throws<FormatException>(() => TreeListing.Parse([.. a, .. a[header..]]));
        Assert.Throws<FormatException>(() => TreeListing.Parse([.. b, .. a[header..]]));
        Assert.Equal(2, TreeListing.Parse([.. a, .. b[header..]]).Entries.Count);
    }
}
