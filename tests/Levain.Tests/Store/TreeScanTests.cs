using System.Globalization;
using Levain.Store;
using Levain.Store.Scanning;

namespace Levain.Tests.Store;

/// <summary>A scan that knows the scan before does little, and never says anything else than a scan that knows nothing.</summary>
public sealed class TreeScanTests : IDisposable
{
    private readonly ScanFolder data = new();

    public TreeScanTests()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("no ctime here: everything is read each time");
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public void Where_nothing_changed_nothing_is_read_listed_or_written()
    {
        Plant();
        data.Settle();
        var first = data.Scan();
        var written = FileStatus.Of(data.CacheFile);

        var second = data.Scan();

        Assert.Equal((first.Content, (0, 0)), (second.Content, second.Work));
        Assert.Equal((5, 4), first.Work);
        Assert.Equal(written, FileStatus.Of(data.CacheFile));
    }

    [Fact]
    public void A_changed_file_is_read_alone_and_only_the_folders_above_it_are_listed()
    {
        Plant();
        data.Settle();
        data.Scan();
        data.Write("left/deep/b.txt", "another text");

        var after = data.Scan();

        Assert.Equal((1, 3), after.Work);
        Assert.Equal(["b.txt"], after.Did.Read);
        Assert.Equal(ScanFolder.Slowly(data.Root), after.Content);
    }

    [Fact]
    public void A_new_name_in_a_large_folder_costs_one_file()
    {
        for (var i = 0; i < 3000; i++) data.Write($"file {i.ToString("d5", CultureInfo.InvariantCulture)}", "");
        data.Settle();
        data.Scan();
        data.Write("file 01500 and a half", "new");
        data.Bash("rm 'file 02000'");

        var after = data.Scan();

        Assert.Equal((1, 1), after.Work);
        Assert.Equal(ScanFolder.Slowly(data.Root), after.Content);
    }

    [Theory]
    [InlineData("printf ONE > a.txt", 1, "an edit of the same size")]
    [InlineData("touch -r a.txt t; printf ONE > a.txt; touch -r t a.txt; rm t", 1, "with its mtime put back")]
    [InlineData("printf longer > left/deep/b.txt", 1, "another size, deep below")]
    [InlineData("mv a.txt z.txt", 1, "another name")]
    [InlineData("mv a.txt t; mv z.txt a.txt; mv t z.txt", 2, "two files that change places")]
    [InlineData("printf x > left/.new", 1, "a hidden file more")]
    [InlineData("rm left/deep/b.txt", 0, "a file less")]
    [InlineData("mkdir left/empty", 0, "an empty folder more")]
    [InlineData("rm -r right", 0, "a folder less")]
    [InlineData("chmod +x a.txt", 1, "a mode bit")]
    [InlineData("rm a.txt; mkdir a.txt; printf x > a.txt/x", 1, "a file that becomes a folder")]
    [InlineData("rm -r left; printf x > left", 1, "a folder that becomes a file")]
    [InlineData("mv left t; mv right left; mv t right", 0, "two folders that change places: what is in them is known by name only", true)]
    [InlineData("mkdir t; cp -p twin/* t; printf other > t/y.txt; touch -r twin t; rm -r twin; mv t twin", 2, "a folder in the place of another, with equal names")]
    [InlineData("ln -sfn a.txt link", 1, "a link that leads elsewhere")]
    [InlineData("printf over > ../outside/file", 1, "what a link leads to")]
    [InlineData("printf over > ../outside/below/deep", 1, "what is below a folder that a link leads to")]
    [InlineData("mv ../outside ../t; mkdir ../outside; cp -r ../t/. ../outside; printf more > ../outside/file", 2, "a folder replaced behind a link")]
    [InlineData("rm link; cp ../outside/file link", 1, "a link that becomes the file it led to", true)]
    [InlineData("touch a.txt", 1, "another time is no change", true)]
    public void An_edit_of_any_kind_is_noticed(string command, int read, string why, bool mayBeSame = false)
    {
        PlantWithLinks();
        data.Settle();
        var before = data.Scan();
        Assert.Equal((before.Content, (0, 0)), (data.Scan().Content, data.Scan().Work));

        data.Bash(command);
        var after = data.Scan();

        Assert.Equal(data.ScanFromNothing(), after.Content);
        Assert.True(mayBeSame || after.Content != before.Content, why);
        Assert.True(after.Work.Files >= read && after.Work.Files <= 5, $"{why}: read {string.Join(", ", after.Did.Read)}");
    }

    [Fact]
    public void Edits_as_fast_as_they_can_be_made_are_all_seen()
    {
        data.Write("below/a", "0");
        for (var i = 0; i < 150; i++)
        {
            var text = (i % 10).ToString(CultureInfo.InvariantCulture);
            data.Write("below/a", text);
            Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan().Content);
            File.Move(Path.Combine(data.Root, "below", i % 2 == 0 ? "b" : "c") is var from && File.Exists(from) ? from : data.Write("below/b", "b"), Path.Combine(data.Root, "below", i % 2 == 0 ? "c" : "b"), overwrite: true);
            Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan().Content);
        }
    }

    [Fact]
    public void A_folder_as_young_as_the_reading_of_its_names_is_not_believed()
    {
        data.Write("a", "a");
        var stamp = FileStatus.Of(data.Root)!.Value.Stamp;

        Assert.False(ScanAt(HashingMoment.At(stamp)).NamesBelieved);
        Assert.True(ScanAt(HashingMoment.At(stamp with { Modified = Math.Max(stamp.Modified, stamp.Changed) + 1 })).NamesBelieved);

        ScannedFolder ScanAt(HashingMoment moment) => new TreeScan(new HashSink(), new(moment), 1, default).Run(data.Root, throughLink: false, known: null);
    }

    [Fact]
    public void A_file_system_that_makes_up_the_times_of_folders_is_not_believed()
    {
        using FolderHandle made = FolderHandle.Open(data.Root), madeUp = FolderHandle.Open("/proc");

        Assert.True(made.StampTellsOfNames);
        Assert.False(madeUp.StampTellsOfNames);
    }

    [Fact]
    public void What_the_sink_does_not_have_is_read_and_listed_again()
    {
        PlantWithLinks();
        data.Settle();
        var first = data.Scan();

        var lostFile = data.Scan(sink: new() { Knows = digest => digest != Digest.Of("b") });
        var lostTree = data.Scan(sink: new() { Knows = digest => digest != first.Content.Digest });

        Assert.Equal((first.Content, "b.txt", 0), (lostFile.Content, Assert.Single(lostFile.Did.Read), lostFile.Did.Listings.Count));
        Assert.Equal((first.Content, 0, first.Content.Digest), (lostTree.Content, lostTree.Did.Read.Count, Assert.Single(lostTree.Did.Listings)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_number_of_threads_changes_nothing(int threads)
    {
        for (var i = 0; i < 2500; i++) data.Write($"{(i % 3 == 0 ? "large" : $"{i % 7}/{i % 5}")}/{i}", i.ToString(CultureInfo.InvariantCulture));
        data.Settle();

        Assert.Equal(ScanFolder.Slowly(data.Root), data.ScanFromNothing(threads));
        Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan(threads).Content);
        data.Write("large/0", "other");
        Assert.Equal(ScanFolder.Slowly(data.Root), data.Scan(threads).Content);
    }

    [Fact]
    public void Links_are_told_of_by_a_scan_that_finds_nothing_new()
    {
        PlantWithLinks();
        data.Settle();
        data.Scan();

        var again = new PathScan(new HashSink(), null, data.Cache, 2, default).Run(data.Root);

        Assert.Equal([Path.Combine(data.Root, "around"), Path.Combine(data.Root, "link")], again.Links);
    }

    [Fact]
    public void A_scan_that_is_called_off_stops_within_a_few_files()
    {
        for (var i = 0; i < 500; i++) data.Write($"{i % 10}/{i}", "x");
        using var cancellation = new CancellationTokenSource();
        var sink = new CountingSink { OnRead = cancellation.Cancel };

        Assert.ThrowsAny<OperationCanceledException>(() => data.Scan(threads: 2, sink, cancellation.Token));

        Assert.InRange(sink.Read.Count, 1, 2);
        Assert.False(Directory.Exists(data.Cache.Folder));
    }

    [Fact]
    public void Folders_deeper_than_a_tree_may_be_are_refused()
    {
        data.Bash($"mkdir -p {string.Join('/', Enumerable.Repeat("d", TreeListing.DeepestFolder + 1))}");

        Assert.EndsWith($"is more than {TreeListing.DeepestFolder} folders deep", Assert.Throws<BuildException>(() => data.Scan()).Message, StringComparison.Ordinal);
    }

    private void Plant()
    {
        data.Write("a.txt", "one");
        data.Write("z.txt", "two");
        data.Write("left/deep/b.txt", "b");
        data.Write("right/c.txt", "c");
        data.Write("right/d.txt", "d");
    }

    private void PlantWithLinks()
    {
        Plant();
        data.Write("twin/x.txt", "x");
        data.Write("twin/y.txt", "y");
        data.Folder.Write("outside/file", "file");
        data.Folder.Write("outside/below/deep", "deep");
        data.Bash("ln -s ../outside/file link; ln -s ../outside around");
    }
}
