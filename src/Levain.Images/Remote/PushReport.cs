namespace Levain.Images;

/// <summary>What a push has done.</summary>
/// <param name="Root">What was pushed.</param>
/// <param name="Sent">Blobs that travelled.</param>
/// <param name="Mounted">Blobs that another repository of the registry had.</param>
/// <param name="WereThere">Blobs that the repository had.</param>
/// <param name="SentBytes">Of blobs, those of failed attempts too.</param>
public sealed record PushReport(Descriptor Root, int Sent, int Mounted, int WereThere, long SentBytes);
