using System.Globalization;
using Levain.Registry;

namespace Levain.Host.News;

/// <summary>Remembers what was told of a version, so that it is not told with every build: an empty file for each, which no kill can tear.</summary>
/// <param name="folder">Made when it is needed.</param>
internal sealed class ToldNews(string folder, string place)
{
    public bool Has(Notification news) => File.Exists(PathOf(news));

    /// <summary>What cannot be remembered is told again: better than not at all.</summary>
    public void Add(Notification news)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(PathOf(news)).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"warning: that `{NotificationText.Subject(news)}` was told could not be noted: it will be told again");
        }
    }

    private string PathOf(Notification news) =>
        Path.Combine(folder, Digest.Of(string.Join('\n', place, news.Group, NotificationText.Code(news.Event), news.Version?.ToString(CultureInfo.InvariantCulture))).Hex[..32]);
}
