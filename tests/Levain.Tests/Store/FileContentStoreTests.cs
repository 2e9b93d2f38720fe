using System.Text;
using Levain.Store;

namespace Levain.Tests.Store;

public sealed class FileContentStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData(ObjectReader.InMemory + 12345)]
    public void What_was_put_comes_out_again(int size)
    {
        var store = folder.Store();
        var bytes = Bytes(size);

        var digest = store.Put(new MemoryStream(bytes));

        Assert.Equal(digest, store.Put(bytes));
        Assert.Equal(Digest.Of(bytes), digest);
        Assert.Equal(size, store.SizeOf(digest));
        Assert.Equal(bytes, store.Read(digest));
        Assert.Equal(bytes, ReadAll(store.Open(digest)));
    }

    [Fact]
    public void A_large_object_can_be_read_from_anywhere_in_it()
    {
        var store = folder.Store();
        var bytes = Bytes(ObjectReader.InMemory + 12345);
        using var content = store.Open(store.Put(bytes));

        content.Seek(-100, SeekOrigin.End);
        var tail = ReadAll(content, dispose: false);
        content.Position = (1 << 20) - 3;
        var across = new byte[7];
        content.ReadExactly(across);

        Assert.Equal(bytes[^100..], tail);
        Assert.Equal(bytes[((1 << 20) - 3)..((1 << 20) + 4)], across);
    }

    [Fact]
    public void An_object_is_a_read_only_file()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no mode bits");
        var digest = folder.Store().Put("x"u8);

        Assert.Equal(ReadOnlyTree.File, File.GetUnixFileMode(folder.ObjectPath(digest)));
    }

    [Fact]
    public void What_is_not_there_is_said_to_be_missing()
    {
        var store = folder.Store();
        var digest = Digest.Of("never put");

        Assert.False(store.Has(digest));
        Assert.Null(store.SizeOf(digest));
        Assert.Equal(digest, Assert.Throws<MissingObjectException>(() => store.Read(digest)).Digest);
        Assert.Throws<MissingObjectException>(() => store.Open(digest));
    }

    [Theory]
    [InlineData(100, 0, "the first byte of a small object")]
    [InlineData(100, 99, "the last byte of a small object")]
    [InlineData(ObjectReader.InMemory + 5, 0, "the first byte of a large object")]
    [InlineData(ObjectReader.InMemory + 5, ObjectReader.InMemory + 4, "the last byte of a large object")]
    public void A_flipped_bit_is_found_before_a_byte_is_read_and_the_object_set_aside(int size, int offset, string where)
    {
        var store = folder.Store();
        var bytes = Bytes(size);
        var digest = folder.WriteLoose(bytes);
        TemporaryFolder.Flip(folder.ObjectPath(digest), offset);

        var error = Assert.Throws<DamagedObjectException>(() => store.Open(digest));

        Assert.Equal(digest, error.Digest);
        Assert.True(File.Exists(error.SetAside), where);
        Assert.False(store.Has(digest));
        store.Put(bytes);
        Assert.Equal(bytes, store.Read(digest));
    }

    [Theory]
    [InlineData(-1, "cut off")]
    [InlineData(+1, "longer")]
    [InlineData(-100, "emptied")]
    public void An_object_of_another_length_is_damaged(int change, string why)
    {
        var store = folder.Store();
        var digest = store.Put(Bytes(100));
        var path = folder.ObjectPath(digest);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write)) RandomAccess.SetLength(file, 100 + change);

        var error = Assert.Throws<DamagedObjectException>(() => store.Read(digest));

        Assert.True(File.Exists(error.SetAside), why);
    }

    [Fact]
    public void A_large_object_that_is_overwritten_while_it_is_read_gives_no_wrong_byte()
    {
        var store = folder.Store();
        var bytes = Bytes(ObjectReader.InMemory + 5);
        var digest = folder.WriteLoose(bytes);
        using var content = store.Open(digest);
        var first = content.ReadByte();

        TemporaryFolder.Flip(folder.ObjectPath(digest), 5 << 20);

        Assert.Equal(bytes[0], first);
        content.Position = 5 << 20;
        Assert.Throws<DamagedObjectException>(() => content.ReadByte());
    }

    [Fact]
    public void Putting_an_object_again_heals_it()
    {
        var store = folder.Store();
        var bytes = Bytes(1000);
        var digest = store.Put(bytes);
        TemporaryFolder.Flip(folder.ObjectPath(digest), 500);

        store.Put(bytes);

        Assert.Equal(bytes, store.Read(digest));
        Assert.Single(Directory.GetFiles(folder.Path(".levain/damaged")));
    }

    [Fact]
    public void Two_processes_may_write_the_same_objects_at_once()
    {
        string[] command = ["same", folder.StoreRoot];
        using var one = ChildProcess.Start(command);
        using var two = ChildProcess.Start(command);

        one.WaitForExit();
        two.WaitForExit();

        var store = folder.Store();
        Assert.All(Enumerable.Range(0, 200).Select(i => $"object {i}"), text => Assert.Equal(text, Encoding.UTF8.GetString(store.Read(Digest.Of(text)))));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/tmp")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/damaged")));
    }

    internal static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte)((i * 31) ^ (i >> 8));
        return bytes;
    }

    private static byte[] ReadAll(Stream content, bool dispose = true)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        if (dispose) content.Dispose();
        return copy.ToArray();
    }
}
