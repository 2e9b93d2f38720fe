using Levain.Store;
using Levain.Testing;

namespace Levain.Images.Tests;

public sealed class StoredTreeTests
{
    [Fact]
    public void A_tree_of_the_store_is_the_same_layer_as_its_files()
    {
        using var workspace = new TestWorkspace();
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("tree/sub"));
        File.WriteAllText(folder.At("tree/sub/b"), "b");
        File.WriteAllText(folder.At("tree/a"), "a");
        var store = workspace.Workspace.Store;
        var tree = Files.Load(store.OpenArtifact(store.AddPath(folder.At("tree"), Adding.Copy, TestContext.Current.CancellationToken)));
        var file = Files.Load(store.OpenArtifact(store.AddPath(folder.At("tree/a"), Adding.Copy, TestContext.Current.CancellationToken)));

        Assert.Equal(LayerTests.Made(new LayerContent().AddFile("m/a", "a").AddFile("m/sub/b", "b")).Layer, LayerTests.Made(new LayerContent().AddFrom("m", tree)).Layer);
        Assert.Equal(LayerTests.Made(new LayerContent().AddFile("m", "a")).Layer, LayerTests.Made(new LayerContent().AddFrom("m", file)).Layer);
    }

    [Fact]
    public void A_pipe_in_a_folder_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(Tool.IsThere("mkfifo"), "`mkfifo` is not there");
        using var folder = new TempFolder();
        Tool.Run("mkfifo", folder.At("pipe"));

        Assert.Contains("neither file, folder nor link", Assert.Throws<BuildException>(() => new LayerContent().AddFrom("x", folder.Path)).Message, StringComparison.Ordinal);
    }
}
