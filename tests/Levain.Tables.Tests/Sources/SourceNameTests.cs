using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

public sealed class SourceNameTests
{
    [Theory]
    [InlineData("data/shots.csv", "AtPath")]
    [InlineData("data/*.csv", "AtGlob")]
    [InlineData("data/what?.csv", "AtGlob")]
    [InlineData("odd[*].csv", "AtPath")]
    [InlineData("https://example.org/a.csv?x=1", "AtUrl")]
    [InlineData("urls:data/list.txt", "InUrlList")]
    [InlineData("s3://bucket/a/b.csv", "InObjectStore")]
    [InlineData("s3://bucket/a/", "InObjectStore")]
    [InlineData("data/a.zip!/", "InArchive")]
    [InlineData("https://example.org/a.tar.gz!/**.csv", "InArchive")]
    [InlineData("s3://bucket/a.zip!/x/y.csv", "InArchive")]
    public void A_source_is_told_by_how_it_is_written(string text, string kind) =>
        Assert.Equal(kind, SourceName.Parse(text, path => path == "odd[*].csv").GetType().Name);

    [Theory]
    [InlineData("ftp://example.org/a", "cannot be reached by `ftp://`", "no protocol that we speak")]
    [InlineData("httsp://example.org/a", "cannot be reached by `httsp://`", "a slip of the finger")]
    [InlineData("urls:", "names no list", "nothing behind the mark")]
    [InlineData("s3://bucket", "needs a bucket and a key", "no key")]
    [InlineData("s3://user:pass@bucket/key", "needs a bucket and a key", "a password")]
    [InlineData("s3://bucket/key?versionId=3", "needs a bucket and a key", "a question")]
    [InlineData("a.zip!/b.zip!/c", "an archive within an archive", "nesting")]
    [InlineData("data/*.zip!/a", "is no single archive", "many archives")]
    [InlineData("s3://bucket/a/!/b", "is no single archive", "a folder as an archive")]
    [InlineData("https:///x", "cannot be read", "no host")]
    [InlineData("https://example.org/a b.csv", "cannot be read", "a space")]
    [InlineData("https://example.org/a\u0007.csv", "cannot be read", "a control character")]
    [InlineData("https://example.org/a#b", "goes on with `#`", "what no server sees")]
    public void A_source_that_makes_no_sense_is_refused(string text, string message, string why)
    {
        var error = Record.Exception(() => SourceName.Parse(text, _ => false));

        Assert.True(error is UsageException { Hint.Length: > 0 } && error.Message.Contains(message, StringComparison.Ordinal), $"{why}: {error}");
    }

    [Theory]
    [InlineData("https://user:hunter2secret@example.org/a", "user and password")]
    [InlineData("https://hunter2secret@example.org/a", "a user that is a token")]
    [InlineData("https://example.org/a?X-Amz-Signature=hunter2secret", "signed by AWS")]
    [InlineData("https://example.org/a?x-amz-security-token=hunter2secret", "in small letters")]
    [InlineData("https://example.org/a?x=1&Signature=hunter2secret", "not the first")]
    [InlineData("https://example.org/a?X-Goog-Credential=hunter2secret", "signed by Google")]
    [InlineData("https://example.org/a?sv=1&sig=hunter2secret", "signed by Azure")]
    [InlineData("https://example.org/a?access_token=hunter2secret", "a token")]
    [InlineData("https://example.org/a?api_key=hunter2secret", "a key")]
    [InlineData("https://example.org/a?api%5Fkey=hunter2secret", "a key in disguise")]
    [InlineData("https://example.org/a?key=hunter2secret0123456789abcdef", "a key that is just called so")]
    [InlineData("https://example.org/a?x=1;password=hunter2secret", "separated otherwise")]
    [InlineData("https://example.org/a?s=eyJhunter2secret0123456789abcdefghijklmnopqrstuv", "a signed token under any name")]
    [InlineData("https://example.org/a.zip?token=hunter2secret!/b", "of an archive")]
    [InlineData("httpx://user:hunter2secret@example.org/a", "behind another protocol")]
    [InlineData("https://user:hunter2secret@exa mple.org/a", "in what cannot be read")]
    public void A_secret_is_refused_and_not_repeated(string text, string why)
    {
        var error = Assert.Throws<UsageException>(() => SourceName.Parse(text, _ => false));

        Assert.False($"{error.Message} {error.Hint}".Contains("hunter2secret", StringComparison.Ordinal), why);
    }

    [Theory]
    [InlineData("https://example.org/a?key=data/shots.csv")]
    [InlineData("https://example.org/a?page=2&format=csv")]
    [InlineData("https://example.org/a?token=")]
    public void A_question_without_a_secret_is_none(string text) => Assert.IsType<SourceName.AtUrl>(SourceName.Parse(text, _ => false));

    [Theory]
    [InlineData("https://example.org/a/b%20c.csv?x=1", "b c.csv")]
    [InlineData("https://example.org/a/%C3%A9.csv", "é.csv")]
    [InlineData("https://example.org/a/", null)]
    [InlineData("https://example.org/a/%2E%2E", null)]
    [InlineData("https://example.org/a/x%2Fy", null)]
    [InlineData("https://example.org/a/x%5Cy", null)]
    [InlineData("https://example.org/a/x%00y", null)]
    public void A_file_is_called_like_the_end_of_its_address(string url, string? name) => Assert.Equal(name, SourceUrl.FileName(new Uri(url)));
}
