using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Store;
using Levain.Tables.Sources;
using Levain.Tables.Sources.Archives;

namespace Levain.Tables.Tests.Sources.Archives;

/// <summary>Members of archives, good, broken and hostile.</summary>
public sealed class ArchiveTests : IDisposable
{
    private static readonly (string, string)[] Shots = [("shots/2019.csv", "a,b\n1,2\n"), ("shots/more/2020.csv", "a,b\n3,4\n"), ("readme.txt", "read me"), ("empty.csv", "")];

    private readonly SourceWorkspace workspace = new();

    private enum Kind
    {
        Zip,
        V7,
        Ustar,
        Gnu,
        Pax,
        TarGz,
    }

    public static TheoryData<string> Kinds => [.. Enum.GetNames<Kind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_of_an_archive_is_a_tree(string kind)
    {
        workspace.Write("a.bin", Made(kind, Shots));

        var pinned = await workspace.LockAsync("a.bin!/");

        Assert.Equal(Shots.ToDictionary(file => "/" + file.Item1, file => file.Item2), workspace.TextsOf(pinned.Content));
        Assert.Empty(workspace.Stored("tmp"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_member_is_a_file(string kind)
    {
        workspace.Write("a.bin", Made(kind, Shots));

        var pinned = await workspace.LockAsync("a.bin!/shots/more/2020.csv");

        Assert.Equal(Content.File(Digest.Of("a,b\n3,4\n")), pinned.Content);
    }

    [Theory]
    [InlineData("a.zip!/shots/", "/2019.csv /more/2020.csv")]
    [InlineData("a.zip!/**.csv", "/empty.csv /shots/2019.csv /shots/more/2020.csv")]
    [InlineData("a.zip!/shots/*.csv", "/2019.csv")]
    [InlineData("a.zip!/*", "/empty.csv /readme.txt")]
    public async Task A_folder_or_a_glob_chooses_members(string source, string names)
    {
        workspace.Write("a.zip", Archived.Zip(Shots));

        Assert.Equal(names.Split(' '), workspace.TextsOf((await workspace.LockAsync(source)).Content).Keys);
    }

    [Theory]
    [InlineData("a.zip!/shots/2018.csv", "has no file `shots/2018.csv`", "did you mean `shots/2019.csv`?")]
    [InlineData("a.zip!/shots", "has no file `shots`", "it is a folder: write `!/shots/` for all that is below it")]
    [InlineData("a.zip!/*.json", "no file of archive `a.zip` matches `*.json`", "there are")]
    public async Task A_member_that_is_not_there_is_told_with_what_is(string source, string message, string hint)
    {
        workspace.Write("a.zip", Archived.Zip(Shots));

        var error = await workspace.RefusedLockAsync(source);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(hint, error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_an_archive_behind_a_url_is_fetched_by_a_clone()
    {
        using var server = new WebServer();
        server.Files["a.tgz"] = Made("TarGz", Shots);
        var pinned = await workspace.LockAsync($"{server.UrlOf("a.tgz")}!/shots/**");
        using var clone = workspace.Clone();

        var seen = clone.SeenBy(await clone.BuildAsync());

        Assert.Equal(["2019.csv", "more/2020.csv"], seen.Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Equal(("a.tgz", Digest.Of(server.Files["a.tgz"])), (Assert.Single(pinned.Parts).Name, pinned.Parts[0].Digest));
    }

    [Fact]
    public async Task An_archive_that_changed_since_it_was_pinned_is_refused_before_it_is_opened()
    {
        using var server = new WebServer();
        server.Files["a.zip"] = Archived.Zip(Shots);
        await workspace.LockAsync($"{server.UrlOf("a.zip")}!/shots/");
        using var clone = workspace.Clone();
        server.Files["a.zip"] = Archived.Zip(("shots/2019.csv", "other"));

        var report = await clone.BuildAsync();

        Assert.Contains("what came is kept aside in `.levain/refused/", SourceWorkspace.ErrorOf(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_that_has_the_archive_stands_in_for_it()
    {
        using var server = new WebServer();
        server.Files["a.zip"] = Archived.Zip(Shots);
        await workspace.LockAsync($"{server.UrlOf("a.zip")}!/shots/");
        using var clone = workspace.Clone();
        clone.Write("mirror/old.zip", server.Files["a.zip"]);
        clone.Write("mirror/SHA256SUMS", $"{Digest.Of(server.Files["a.zip"]).Hex}  old.zip\n");
        clone.Mirrored(Path.Combine(clone.Root, "mirror"));
        server.Files.Clear();

        Assert.Contains("2019.csv", clone.SeenBy(await clone.BuildAsync()), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Hostile()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var kind in (string[])["Zip", "Ustar", "Pax", "TarGz"])
            foreach (var (name, message) in ((string, string)[])[("../x", "leads out of the archive"), ("a/../../x", "leads out of the archive"), ("a/..", "leads out of the archive"), ("/etc/x", "is an absolute path"), ("C:/x", "begins with the letter of a drive"), (@"..\x", @"holds a `\`"), (@"a\..\..\x", @"holds a `\`"), ("a//x", "is no path"), ("a/./x", "is no path"), ("a\u0007b", "holds a control character")])
                data.Add(kind, name, message);
        foreach (var kind in (string[])["Zip", "Pax"])
            foreach (var (name, message) in ((string, string)[])[(string.Concat(Enumerable.Repeat("a/", 130)) + "x", "is longer than a path can be"), (new string('n', 300), "is longer than a path can be")])
                data.Add(kind, name, message);
        return data;
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_name_that_leads_elsewhere_is_refused_and_nothing_is_written(string kind, string name, string message)
    {
        workspace.Write("sub/a.bin", Made(kind, [("good.csv", "good"), (name, "bad")]));

        var error = await workspace.RefusedLockAsync("sub/a.bin!/");

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("snapshot `data`: archive `sub/a.bin`, member `", error.Message, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    public static TheoryData<string, byte[], string> Bad()
    {
        var good = Archived.Zip(Shots);
        return new()
        {
            { "two files of one name", Archived.Zip(("a", "1"), ("a", "2")), "member `a`: its name stands twice" },
            { "a file that is a folder too", Archived.Zip(("a", "1"), ("a/b", "2")), "member `a/b`: it lies below something that is a file" },
            { "a folder that is a file too", Archived.Zip(("a/b", "1"), ("a", "2")), "member `a`: its name stands twice" },
            { "two files of one name in a tar", Archived.Tar(TarEntryFormat.Pax, ("a", "1"), ("a", "2")), "member `a`: its name stands twice" },
            { "two that differ by a dot", Archived.Tar(TarEntryFormat.Pax, ("a", "1"), ("./a", "2")), "its name stands twice" },
            { "a symbolic link", Archived.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a") { LinkName = "/etc/passwd" })), "member `a`: it is a link" },
            { "a hard link", Archived.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "a") { LinkName = "b" })), "member `a`: it is a link" },
            { "a device", Archived.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "a"))), "member `a`: it is a device" },
            { "a pipe", Archived.Tar(writer => writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "a"))), "member `a`: it is a device" },
            { "a symbolic link in a zip", Archived.Zip(archive => Archived.Add(archive, "a", "/etc/passwd").ExternalAttributes = unchecked((int)0xA1FF0000)), "member `a`: it is a link" },
            { "a device in a zip", Archived.Zip(archive => Archived.Add(archive, "a", "").ExternalAttributes = 0x21FF0000), "member `a`: it is a device" },
            { "an encrypted member", Changed(good, zip => { zip[6] |= 1; zip[At(zip, 0x02014b50) + 8] |= 1; }), "member `shots/2019.csv`: it is encrypted" },
            { "a wrong check sum", Changed(good, zip => zip[At(zip, 0x02014b50) + 16] ^= 1), "member `shots/2019.csv`" },
            { "a size that is too small", Changed(good, zip => zip[At(zip, 0x02014b50) + 24] -= 1), "member `shots/2019.csv`" },
            { "a size that is too large", Changed(good, zip => zip[At(zip, 0x02014b50) + 24] += 1), "member `shots/2019.csv`" },
            { "a way of packing that nobody knows", Changed(good, zip => zip[At(zip, 0x02014b50) + 10] = 99), "member `shots/2019.csv`: it is damaged, or packed in a way that is not known" },
            { "a zip that is cut off", good[..^30], "its end is missing" },
            { "a zip without its list", good[..60], "its end is missing" },
            { "a zip that says it has more members than it has", Changed(good, zip => { zip[^12] = 200; zip[^14] = 200; }), "archive `a.bin`" },
            { "a tar that is cut off in a member", Archived.Tar(TarEntryFormat.Ustar, Shots)[..600], "it is cut off" },
            { "a tar that is cut off between two", Archived.Tar(TarEntryFormat.Ustar, Shots)[..1024], "it is cut off" },
            { "a tar with a wrong header", Changed(Archived.Tar(TarEntryFormat.Ustar, Shots), tar => tar[1024] ^= 1), "the check sum of a header is wrong" },
            { "a gzip that is cut off", Archived.GZip(Archived.Tar(TarEntryFormat.Ustar, Shots))[..100], "archive `a.bin`" },
            { "a gzip with a wrong check sum", Changed(Archived.GZip(Archived.Tar(TarEntryFormat.Ustar, Shots)), gzip => gzip[^6] ^= 1), "archive `a.bin`" },
            { "something else", Encoding.UTF8.GetBytes(new string('x', 600)), "it is neither a zip nor a tar file" },
            { "a short text", "hello"u8.ToArray(), "it is neither a zip nor a tar file" },
            { "nothing", [], "it is neither a zip nor a tar file" },
        };
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_archive_is_one_sentence_and_nothing_half_written_remains(string why, byte[] archive, string message)
    {
        workspace.Write("a.bin", archive);

        var error = await workspace.RefusedLockAsync("a.bin!/");

        Assert.True(error.Message.Contains(message, StringComparison.Ordinal), $"{why}: {error}");
        Assert.StartsWith("snapshot `data`: archive `a.bin`", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_is_not_chosen_may_be_a_link()
    {
        workspace.Write("a.tar", Archived.Tar(writer =>
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "data.csv" });
            writer.WriteEntry(Archived.Entry(TarEntryFormat.Pax, "data.csv", "data"));
        }));

        Assert.Equal(Digest.Of("data"), (await workspace.LockAsync("a.tar!/data.csv")).Content.Digest);
    }

    public static TheoryData<string, bool, string> Bombs => new()
    {
        { "ratio=20", true, "more than 20 times its own size comes out of it" },
        { "unpacked=1MiB", true, "more than 1048576 bytes come out of it" },
        { "ratio=100000;members=2", true, "it has more than 2 members" },
        { "ratio=20", false, "more than 20 times its own size comes out of it" },
        { "unpacked=1MiB", false, "more than 1048576 bytes come out of it" },
        { "ratio=100000;members=2", false, "it has more than 2 members" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_not_unpacked(string limits, bool zip, string message)
    {
        var zeros = new string('0', 3 << 20);
        (string, string)[] files = [("a", zeros), ("b", zeros), ("c", "1")];
        workspace.Write("a.bin", zip ? Archived.Zip(files) : Archived.GZip(Archived.Tar(TarEntryFormat.Ustar, files)));
        workspace.Options = workspace.Options with { Limits = SourceLimits.Parse(limits) with { RatioFrom = 1 << 20 } };

        var error = await workspace.RefusedLockAsync("a.bin!/");

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(SourceLimits.Variable, error.Hint, StringComparison.Ordinal);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_bomb_that_is_not_chosen_does_not_go_off_in_a_tar_either()
    {
        workspace.Write("a.tgz", Archived.GZip(Archived.Tar(TarEntryFormat.Ustar, ("bomb", new string('0', 3 << 20)), ("good.csv", "good"))));
        workspace.Options = workspace.Options with { Limits = new() { Unpacked = 1 << 20 } };

        Assert.Contains("more than 1048576 bytes", (await workspace.RefusedLockAsync("a.tgz!/good.csv")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_to_a_zip_is_one_sentence_or_no_damage() => Fuzz(Archived.Zip(Shots));

    [Fact]
    public void Any_damage_to_a_tar_is_one_sentence_or_no_damage()
    {
        Fuzz(Archived.Tar(TarEntryFormat.Pax, [.. Shots, (new string('n', 200), "long")]));
        Fuzz(Archived.Tar(TarEntryFormat.Gnu, [.. Shots, (new string('n', 200), "long")]));
    }

    [Fact]
    public void Any_damage_to_a_packed_tar_is_one_sentence_or_no_damage() => Fuzz(Archived.GZip(Archived.Tar(TarEntryFormat.Ustar, Shots)));

    [Fact]
    public void Headers_of_any_bytes_are_read_or_refused() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(512)), block =>
        {
            // With a check sum that is right, so that more than that is looked at.
            Encoding.ASCII.GetBytes("        ").CopyTo(block.AsSpan(148));
            Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(each => each), 8).PadLeft(6, '0') + "\0 ").CopyTo(block.AsSpan(148));
            return Record.Exception(() => TarHeader.Parse(block)) is null or BadArchiveException;
        }));

    [Fact]
    public void The_check_sum_is_that_of_zip()
    {
        var bytes = Encoding.ASCII.GetBytes("The quick brown fox jumps over the lazy dog");
        var (whole, parts) = (new Crc32(), new Crc32());
        whole.Add(bytes);
        parts.Add(bytes.AsSpan(0, 3));
        parts.Add(bytes.AsSpan(3));

        Assert.Equal((0x414FA339u, 0x414FA339u), (whole.Value, parts.Value));
    }

    public void Dispose() => workspace.Dispose();

    private static byte[] Made(string kind, (string, string)[] files) => Enum.Parse<Kind>(kind) switch
    {
        Kind.Zip => Archived.Zip(files),
        Kind.V7 => Archived.Tar(TarEntryFormat.V7, files),
        Kind.Ustar => Archived.Tar(TarEntryFormat.Ustar, files),
        Kind.Gnu => Archived.Tar(TarEntryFormat.Gnu, files),
        Kind.Pax => Archived.Tar(TarEntryFormat.Pax, files),
        _ => Archived.GZip(Archived.Tar(TarEntryFormat.Pax, files)),
    };

    private static byte[] Changed(byte[] bytes, Action<byte[]> change)
    {
        byte[] copy = [.. bytes];
        change(copy);
        return copy;
    }

    // Where a mark stands first.
    private static int At(byte[] bytes, uint mark)
    {
        var wanted = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, mark);
        return bytes.AsSpan().IndexOf(wanted);
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(workspace.Stored("tmp"));
        Assert.Empty(workspace.Lock.Snapshots);
        Assert.False(workspace.Contents.Has(Digest.Of("good")));
    }

    // Without a workspace for each try: what is unpacked goes into one store.
    private void Fuzz(byte[] good)
    {
        var folder = StoreFolder.Open(workspace.Store);
        var unpacking = new Unpacking(folder, workspace.Contents, new SourceLimits { Unpacked = 1 << 20 });
        var path = Path.Combine(workspace.Root, "fuzzed");
        var damages = from cut in Gen.Choose(0, 9) from length in Gen.Choose(0, good.Length) from changes in (from at in Gen.Choose(0, good.Length - 1) from value in Gen.Choose(0, 255) select (at, (byte)value)).ArrayOf() select (cut == 0 ? length : good.Length, changes);
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(damages), damage =>
        {
            File.WriteAllBytes(path, Changed(good, bytes =>
            {
                foreach (var (at, value) in damage.changes) bytes[at] = value;
            })[..damage.Item1]);
            var error = Record.Exception(() => unpacking.Run(path, "a", "", "data", CancellationToken.None));
            return (error is null || (error is BuildException && error.Message.StartsWith("snapshot `data`: ", StringComparison.Ordinal) && !error.Message.Contains('\n'))) && Directory.EnumerateFileSystemEntries(folder.Temporary).All(left => !Directory.Exists(left));
        }));
    }
}
