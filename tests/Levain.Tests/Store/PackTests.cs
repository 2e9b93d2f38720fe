using FsCheck;
using FsCheck.Fluent;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Tests.Store;

public sealed class PackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_of_many_files_becomes_one_pack()
    {
        var tree = AddFiles(folder.Store(), 500);

        Assert.Single(folder.Packs());
        Assert.Empty(Directory.GetFiles(folder.Path(".levain/objects"), "*", SearchOption.AllDirectories));
        Assert.Equal("text 77", File.ReadAllText(Path.Combine(folder.Store().Materialize(tree).Path, "77.txt")));
        Assert.True(folder.Store().HasWhole(tree));
    }

    [Fact]
    public void A_large_file_comes_back_from_its_chunks()
    {
        var bytes = new byte[9_000_001];
        new Random(1).NextBytes(bytes);
        var digest = folder.Store().Put(bytes);

        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(bytes.Length, folder.Store().SizeOf(digest));
        Assert.Equal(bytes, folder.Store().Read(digest));
        Assert.InRange(new PackFolder(StoreFolder.Open(folder.StoreRoot)).Packs.Single().Count, 30, 300);
    }

    [Fact]
    public void Any_part_of_a_large_file_can_be_read()
    {
        var bytes = FileContentStoreTests.Bytes(3_000_000);
        var store = folder.Store();
        using var content = store.Open(store.Put(bytes));
        var piece = new byte[1000];

        Prop.ForAll(Gen.Choose(0, bytes.Length - piece.Length).ToArbitrary(), at =>
        {
            content.Position = at;
            content.ReadExactly(piece);
            return piece.AsSpan().SequenceEqual(bytes.AsSpan(at, piece.Length));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(Intake.LongestWhole)]
    [InlineData(Intake.LongestWhole + 1)]
    [InlineData(4 << 20)]
    [InlineData((4 << 20) + 1)]
    [InlineData((4 << 20) + Intake.LongestWhole)]
    [InlineData((8 << 20) - 1)]
    public void Sizes_beside_a_bound_come_back_too(int size)
    {
        var bytes = FileContentStoreTests.Bytes(size);
        var store = folder.Store();

        Assert.Equal(bytes, store.Read(store.Put(bytes)));
        using var unseekable = new Trickle(bytes);
        Assert.Equal(Digest.Of(bytes), store.Put(unseekable));
    }

    [Fact]
    public void Appending_to_a_large_file_stores_about_what_was_appended()
    {
        var bytes = FileContentStoreTests.Bytes(20 << 20);
        var store = folder.Store();
        store.Put(bytes);
        var before = PackedBytes();

        store.Put([.. bytes, .. new byte[200_000]]);

        Assert.InRange(PackedBytes() - before, 1, 200_000 + ChunkCutter.Longest + 50_000);
    }

    [Fact]
    public void What_one_process_packs_another_that_runs_already_finds()
    {
        var (mine, other) = (folder.Store(), folder.Store());
        Assert.False(mine.Has(Digest.Of("text 1")));

        AddFiles(other, 50);

        Assert.Equal("text 1"u8, mine.Read(Digest.Of("text 1")));
    }

    [Fact]
    public void Objects_that_another_process_moved_from_one_pack_to_another_are_found_again()
    {
        var reading = folder.Store();
        AddFiles(reading, 50);
        using (var content = reading.Open(Digest.Of("text 1"))) Assert.Equal('t', content.ReadByte());
        var old = folder.Packs().Single();
        Merge(StoreFolder.Open(folder.StoreRoot), old);

        Assert.Equal("text 2"u8, reading.Read(Digest.Of("text 2")));
        Assert.Equal("text 2"u8, folder.Store().Read(Digest.Of("text 2")));
    }

    [Fact]
    public void A_damaged_record_is_found_and_made_again_and_its_neighbours_stay()
    {
        AddFiles(folder.Store(), 50);
        var pack = folder.Packs().Single();
        TemporaryFolder.Flip(pack, EntryOf(pack, Digest.Of("text 7")).Offset + 2);

        Assert.Throws<DamagedObjectException>(() => folder.Store().Read(Digest.Of("text 7")));

        Assert.False(folder.Store().Has(Digest.Of("text 7")));
        Assert.Equal("text 8"u8, folder.Store().Read(Digest.Of("text 8")));
        folder.Store().Put("text 7"u8);
        Assert.Equal("text 7"u8, folder.Store().Read(Digest.Of("text 7")));
    }

    [Fact]
    public void Adding_the_same_files_again_heals_a_damaged_record()
    {
        var tree = AddFiles(folder.Store(), 50);
        var pack = folder.Packs().Single();
        TemporaryFolder.Flip(pack, EntryOf(pack, Digest.Of("text 7")).Offset + 2);

        Assert.Equal(tree, AddFiles(folder.Store(), 50));

        Assert.Equal("text 7"u8, folder.Store().Read(Digest.Of("text 7")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_chunk_loses_its_file_until_it_is_made_again(bool recipe)
    {
        var bytes = FileContentStoreTests.Bytes(2_000_000);
        var digest = folder.Store().Put(bytes);
        var pack = folder.Packs().Single();
        var damaged = PackFile.Open(pack).Entries().First(entry => entry.Kind == (recipe ? PackedKind.Recipe : PackedKind.Blob));
        TemporaryFolder.Flip(pack, damaged.Offset + 20);

        Assert.Equal(digest, Assert.Throws<DamagedObjectException>(() => folder.Store().Read(digest)).Digest);

        Assert.False(folder.Store().HasWhole(Content.File(digest)));
        folder.Store().Put(bytes);
        Assert.Equal(bytes, folder.Store().Read(digest));
    }

    [Fact]
    public void Every_flipped_bit_and_every_cut_of_a_pack_gives_the_right_bytes_or_a_miss()
    {
        AddFiles(folder.Store(), 12);
        var (pack, good) = (folder.Packs().Single(), File.ReadAllBytes(folder.Packs().Single()));

        Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 8).ToArbitrary(), (at, bit) =>
        {
            foreach (var file in Directory.GetFiles(folder.Path(".levain/packs"))) ReadOnlyTree.TryDelete(file);
            byte[] bytes = bit == 8 ? good[..at] : [.. good];
            if (bit < 8) bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(pack, bytes);

            var store = folder.Store();
            for (var i = 0; i < 12; i++) AssertRightOrMissing(store, $"text {i}");
            AddFiles(store, 12);
            for (var i = 0; i < 12; i++) Assert.Equal($"text {i}", System.Text.Encoding.UTF8.GetString(folder.Store().Read(Digest.Of($"text {i}"))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_pack_without_its_end_gives_up_none_of_its_whole_records()
    {
        AddFiles(folder.Store(), 50);
        var pack = folder.Packs().Single();
        var bytes = File.ReadAllBytes(pack);
        ReadOnlyTree.TryDelete(pack);
        File.WriteAllBytes(pack, bytes[..^200]);

        var store = folder.Store();

        for (var i = 0; i < 50; i++) Assert.True(store.Has(Digest.Of($"text {i}")), $"{i}");
    }

    [Fact]
    public void A_table_of_many_packs_finds_what_each_of_them_finds()
    {
        var parts = StoreFolder.Open(folder.StoreRoot);
        var table = new PackTable();
        var packs = new List<PackFile>();
        for (var number = 0; number < 40; number++)
        {
            using var writer = new PackWriter(parts);
            for (var i = 0; i < number * 20; i++) writer.Add(PackedKind.Blob, Digest.Of($"{number} {i}"), "x"u8, 1);
            writer.Add(PackedKind.Blob, Digest.Of("in all of them"), "y"u8, 1);
            packs.Add(PackFile.Open(writer.Finish()!));
            Assert.True(table.Add(packs[^1]));
        }

        table.Remove(packs[7]);
        packs[9].Lost.AddForNow(Digest.Of("9 5"));

        for (var number = 0; number < 40; number++)
            for (var i = 0; i < number * 20; i++)
                if (number == 7 || (number, i) == (9, 5)) Assert.Null(table.Find(Digest.Of($"{number} {i}")));
                else Assert.Equal((packs[number], packs[number].Find(Digest.Of($"{number} {i}"))!.Value), table.Find(Digest.Of($"{number} {i}")));
        Assert.NotNull(table.Find(Digest.Of("in all of them")));
        Assert.Null(table.Find(Digest.Of("in none")));
    }

    [Fact]
    public void A_pack_of_a_later_version_is_left_where_it_is()
    {
        AddFiles(folder.Store(), 50);
        var pack = folder.Packs().Single();
        TemporaryFolder.Overwrite(pack, PackFormat.Header.Length - 2, (byte)'2');

        Assert.False(folder.Store().Has(Digest.Of("text 1")));

        Assert.Equal(pack, folder.Packs().Single());
    }

    [Fact]
    public void A_pack_without_its_beginning_is_saved()
    {
        AddFiles(folder.Store(), 50);
        TemporaryFolder.Overwrite(folder.Packs().Single(), 0, (byte)'?');

        Assert.Equal("text 1"u8, folder.Store().Read(Digest.Of("text 1")));
    }

    [Fact]
    public void A_place_in_the_index_that_holds_another_recipe_is_damage()
    {
        var store = folder.Store();
        var (one, other) = (FileContentStoreTests.Bytes(2_000_000), FileContentStoreTests.Bytes(2_000_000));
        other[^1] ^= 1;
        var digests = new[] { store.Put(one), store.Put(other) };
        var entries = folder.Packs().Select(PackFile.Open).SelectMany(pack => digests.Select(digest => (pack, Entry: pack.Find(digest)))).Where(found => found.Entry is not null).ToList();

        var swapped = entries[0].Entry!.Value with { Digest = entries[1].Entry!.Value.Digest };

        Assert.Equal(entries[0].Entry!.Value.Length, entries[1].Entry!.Value.Length);
        Assert.True(entries[0].pack.TryRead(entries[0].Entry!.Value, new byte[swapped.Length]));
        Assert.False(entries[0].pack.TryRead(swapped, new byte[swapped.Length]));
    }

    [Fact]
    public void A_store_of_format_1_is_read_as_it_is()
    {
        var digest = folder.WriteLoose([1, 2, 3]);
        File.WriteAllText(folder.Path(".levain/format"), "levain.store/1\n");

        Assert.Equal([1, 2, 3], folder.Store().Read(digest));
        Assert.StartsWith("levain.store/2 ", File.ReadAllText(folder.Path(".levain/format")), StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_that_add_the_same_and_other_objects_lose_none()
    {
        var parts = StoreFolder.Open(folder.StoreRoot);
        var (loose, packs) = (new LooseObjects(parts), new PackFolder(parts));
        using var intake = new Intake(parts, loose, packs, new ObjectReader(loose, packs), packSize: 100_000);

        Parallel.For(0, 4000, i => intake.Add(System.Text.Encoding.UTF8.GetBytes($"{i % 3000} {new string('x', 100)}")));
        intake.Commit();

        Assert.InRange(folder.Packs().Length, 3, 10);
        var store = folder.Store();
        for (var i = 0; i < 3000; i++) Assert.True(store.Has(Digest.Of($"{i} {new string('x', 100)}")));
    }

    [Fact]
    public void A_folder_that_changed_a_moment_ago_is_listed_again_and_not_for_ever()
    {
        var store = folder.Store();
        AddFiles(store, 50);
        var packs = new PackFolder(StoreFolder.Open(folder.StoreRoot));

        Assert.True(packs.Refresh());
        Assert.False(packs.Refresh());
        Assert.False(store.Has(Digest.Of("never put")));
    }

    private static void AssertRightOrMissing(FileContentStore store, string text)
    {
        try
        {
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(store.Read(Digest.Of(text))));
        }
        catch (LostObjectException)
        {
        }
    }

    private static PackEntry EntryOf(string pack, Digest digest) => PackFile.Open(pack).Find(digest)!.Value;

    private static void Merge(StoreFolder store, string old)
    {
        var from = PackFile.Open(old);
        using var writer = new PackWriter(store);
        foreach (var entry in from.Entries().Reverse())
        {
            var payload = new byte[entry.Length];
            Assert.True(from.TryRead(entry, payload));
            writer.Add(entry.Kind, entry.Digest, payload, entry.Size);
        }

        writer.Finish();
        File.Delete(old);
    }

    private long PackedBytes() => folder.Packs().Sum(path => new FileInfo(path).Length);

    private Content AddFiles(FileContentStore store, int count)
    {
        for (var i = 0; i < count; i++) folder.Write($"data/{i}.txt", $"text {i}");
        return store.AddPath(folder.Path("data"), Adding.Copy);
    }

    // Gives a few bytes at a time and cannot say how long it is.
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 77_777)]);
    }
}
