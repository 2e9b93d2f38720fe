namespace Levain.Images;

/// <summary>What an image runs on, in the words of Go: <c>linux/amd64</c>, <c>linux/arm64/v8</c>.</summary>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    public static Platform LinuxArm64 { get; } = new("linux", "arm64");

    public static Platform Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length is 2 or 3 && parts.All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.'))
            ? new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null)
            : throw new OciFormatException($"`{text}` is not a platform", "write it like `linux/amd64` or `linux/arm64/v8`");
    }

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
