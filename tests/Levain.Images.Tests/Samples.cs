namespace Levain.Images.Tests;

/// <summary>Things that tests start from.</summary>
internal static class Samples
{
    public static Digest SomeDigest => Digest.Of("some");

    public static LayerContent Application => new LayerContent().AddFile("app/serve", "#!/bin/sh\n"u8.ToArray(), executable: true).AddFile("app/settings.json", "{}");

    public static LayerContent Model(string text = "trees") => new LayerContent().AddFile("models/xgoals/model.json", text);

    public static Image Scorer(OciLayout layout, string model = "trees", Platform? platform = null) => Image.Scratch(platform ?? Platform.LinuxAmd64)
        .With(layout.Add(Application))
        .With(layout.Add(Model(model)))
        .With(config => config.WithVariable("PATH", "/app") with
        {
            User = "65532:65532",
            Entrypoint = ["/app/serve"],
            ExposedPorts = ["8080/tcp"],
            WorkingFolder = "/app",
            Labels = Annotations.None.With("levain.model", "xgoals"),
        });

    /// <summary>Bytes that look like a model: numbers in text, neither constant nor random.</summary>
    public static byte[] Numbers(int lines)
    {
        var random = new Random(7);
        return System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(line => FormattableString.Invariant($"{{\"split\":{random.Next(50)},\"value\":{random.NextDouble():R},\"line\":{line}}}\n"))));
    }
}
