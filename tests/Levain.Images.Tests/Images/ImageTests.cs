namespace Levain.Images.Tests;

public sealed class ImageTests
{
    [Fact]
    public void The_same_inputs_give_the_same_image_in_every_folder()
    {
        using var one = new TempFolder();
        using var two = new TempFolder();

        var image = Samples.Scorer(OciLayout.At(one.At("a")));

        Assert.Equal(image.Digest, Samples.Scorer(OciLayout.At(two.At("deeper/b"))).Digest);
        Assert.Equal("2f5e247a40bd", image.Digest.Brief);
    }

    [Fact]
    public void A_new_model_changes_its_own_layer_and_no_other()
    {
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.Path);

        var (before, after) = (Samples.Scorer(layout), Samples.Scorer(layout, "more trees"));

        Assert.Equal(before.Layers[0], after.Layers[0]);
        Assert.NotEqual(before.Layers[1], after.Layers[1]);
        Assert.NotEqual(before.Digest, after.Digest);
    }

    [Fact]
    public void A_layer_that_was_made_before_is_not_read_again()
    {
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.At("layout"));
        File.WriteAllText(folder.At("model"), "trees");
        var content = new LayerContent().AddFrom("model", folder.At("model"));
        var made = layout.Add(content);
        File.Delete(folder.At("model"));

        Assert.Equal(made, layout.Add(content));
    }

    [Fact]
    public void A_layer_whose_bytes_are_gone_or_cut_is_made_again()
    {
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.Path);
        var made = layout.Add(Samples.Model());
        var path = folder.At($"blobs/sha256/{made.Blob.Digest.Hex}");
        File.WriteAllText(path, "cut");

        Assert.Equal(made, layout.Add(Samples.Model()));
        Assert.Equal(made.Blob.Size, new FileInfo(path).Length);
    }

    [Fact]
    public void An_image_on_a_base_has_its_layers_and_keeps_its_variables()
    {
        using var folder = new TempFolder();
        var (bases, layout) = (OciLayout.At(folder.At("base")), OciLayout.At(folder.At("app")));
        var below = Image.Scratch(Platform.LinuxAmd64).With(bases.Add(new LayerContent().AddFile("etc/os-release", "ID=none"))).With(config => config.WithVariable("LANG", "C"));
        bases.Tag(below.Save(bases), "base");

        var read = Image.Read(OciLayout.Open(bases.Folder), OciLayout.Open(bases.Folder).Find("base"));
        read.CopyLayers(bases, layout);
        var image = read.With(layout.Add(Samples.Model()));
        var again = Image.Read(layout, image.Save(layout));

        Assert.Equal(below.Layers[0], again.Layers[0]);
        Assert.Equal(["LANG=C"], again.Config.Environment);
        Assert.Equal(image.Digest, again.Digest);
    }

    [Fact]
    public void A_base_whose_layer_is_damaged_is_refused()
    {
        using var folder = new TempFolder();
        var (bases, layout) = (OciLayout.At(folder.At("base")), OciLayout.At(folder.At("app")));
        var image = Samples.Scorer(bases);
        var other = bases.Add(Samples.Model("other"));
        File.Copy(folder.At($"base/blobs/sha256/{other.Blob.Digest.Hex}"), folder.At($"base/blobs/sha256/{image.Layers[1].Blob.Digest.Hex}"), overwrite: true);

        Assert.Throws<OciFormatException>(() => image.CopyLayers(bases, layout));
        Assert.False(layout.Has(image.Layers[1].Blob.Digest));
    }

    [Fact]
    public void An_index_holds_one_image_for_each_platform()
    {
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.Path);
        var (amd, arm) = (Samples.Scorer(layout), Samples.Scorer(layout, platform: Platform.LinuxArm64));

        var index = Image.SaveIndex(layout, arm, amd);

        Assert.Equal(arm.Digest, Image.Read(layout, index, Platform.LinuxArm64).Digest);
        Assert.Equal(index, Image.SaveIndex(layout, amd, arm));
        Assert.Throws<BuildException>(() => Image.SaveIndex(layout, amd, amd));
    }

    [Fact]
    public void A_tag_moves_and_one_that_is_not_there_is_answered_with_those_that_are()
    {
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.Path);
        layout.Tag(Samples.Scorer(layout).Save(layout), "v1");
        var second = Samples.Scorer(layout, "second").Save(layout);
        layout.Tag(second, "v1");

        Assert.Equal(second.Digest, OciLayout.Open(folder.Path).Find("v1").Digest);
        Assert.Contains("`v1`", Assert.Throws<OciFormatException>(() => layout.Find("v2")).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tarball_for_docker_reads_back_as_the_same_image()
    {
        using var folder = new TempFolder();
        var (from, to) = (OciLayout.At(folder.At("from")), OciLayout.At(folder.At("to")));
        var image = Samples.Scorer(from);
        using var tarball = new MemoryStream();
        DockerArchive.Write(from, image.Save(from), ["scorer:1.0.0"], tarball);
        tarball.Position = 0;

        var read = DockerArchive.Read(tarball, to);

        Assert.Equal(image.Digest, read.Digest);
        Assert.Equal(read.Digest, to.Find("scorer:1.0.0").Digest);
        Assert.Equal(image.Layers, Image.Read(to, read).Layers);
    }

    [Fact]
    public void Skopeo_reads_the_layout_and_the_tarball_and_keeps_the_digest()
    {
        Assert.SkipUnless(Tool.IsThere("skopeo"), "`skopeo` is not installed: apt-get install skopeo");
        using var folder = new TempFolder();
        var layout = OciLayout.At(folder.At("layout"));
        var image = Samples.Scorer(layout);
        var saved = image.Save(layout);
        layout.Tag(saved, "v1");
        using (var tarball = File.Create(folder.At("image.tar"))) DockerArchive.Write(layout, saved, ["scorer:1.0.0"], tarball);

        Assert.Equal(image.Digest.ToString(), Tool.Run("skopeo", "inspect", "--format", "{{.Digest}}", $"oci:{layout.Folder}:v1").Trim());
        Tool.Run("skopeo", "--insecure-policy", "copy", $"docker-archive:{folder.At("image.tar")}", $"oci:{folder.At("copied")}:v1");
        Assert.Equal(image.Config.DiffIds, Image.Read(OciLayout.Open(folder.At("copied")), OciLayout.Open(folder.At("copied")).Find("v1")).Config.DiffIds);
    }
}
