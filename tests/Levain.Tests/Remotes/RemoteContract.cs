using System.Text;
using Levain.Remotes;

namespace Levain.Tests.Remotes;

/// <summary>What every remote does, whatever it is made of.</summary>
public abstract class RemoteContract
{
    private static readonly RemoteKey Absent = RemoteKey.Content(Digest.Of("nobody put this"));

    internal abstract IRemote Remote { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_put_is_there_with_its_size()
    {
        var key = await PutAsync("some bytes");

        Assert.Equal(10, await Remote.SizeAsync(key, Cancellation));
        Assert.Equal("some bytes", await TextAsync(key, 0));
    }

    [Fact]
    public async Task What_was_not_put_is_not_there()
    {
        Assert.Null(await Remote.SizeAsync(Absent, Cancellation));
        Assert.Null(await Remote.OpenAsync(Absent, 0, Cancellation));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var key = await PutAsync("");

        Assert.Equal(0, await Remote.SizeAsync(key, Cancellation));
        Assert.Equal("", await TextAsync(key, 0));
    }

    [Fact]
    public async Task Putting_again_is_no_error()
    {
        await PutAsync("twice");

        var key = await PutAsync("twice");

        Assert.Equal("twice", await TextAsync(key, 0));
    }

    [Fact]
    public async Task A_record_can_be_replaced()
    {
        var key = RemoteKey.Action(Digest.Of("a key"));
        await Remote.PutAsync(key, () => Bytes("old"), 3, Cancellation);

        await Remote.PutAsync(key, () => Bytes("newer"), 5, Cancellation);

        Assert.Equal("newer", await TextAsync(key, 0));
    }

    [Fact]
    public async Task Reading_begins_where_it_is_asked_to()
    {
        var key = await PutAsync("0123456789");

        using var blob = await Remote.OpenAsync(key, 4, Cancellation);

        Assert.Equal((4, 10), (blob!.Offset, blob.Length));
        Assert.Equal("456789", await new StreamReader(blob.Content).ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Reading_from_behind_the_end_begins_anew()
    {
        var key = await PutAsync("short");

        Assert.Equal("short", await TextAsync(key, 100));
    }

    [Fact]
    public async Task A_large_blob_comes_back_as_it_went()
    {
        var bytes = new byte[9 << 20];
        new Random(7).NextBytes(bytes);
        var key = RemoteKey.Content(Digest.Of(bytes));
        await Remote.PutAsync(key, () => new MemoryStream(bytes), bytes.Length, Cancellation);

        using var blob = await Remote.OpenAsync(key, 0, Cancellation);

        Assert.Equal(key.Digest, Digest.Of(blob!.Content));
    }

    [Fact]
    public async Task Many_at_once_do_not_disturb_each_other()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => PutAsync($"blob {i % 20}")));

        foreach (var (key, i) in keys.Select((key, i) => (key, i))) Assert.Equal($"blob {i % 20}", await TextAsync(key, 0));
    }

    internal static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<RemoteKey> PutAsync(string text)
    {
        var key = RemoteKey.Content(Digest.Of(text));
        await Remote.PutAsync(key, () => Bytes(text), Encoding.UTF8.GetByteCount(text), Cancellation);
        return key;
    }

    private async Task<string?> TextAsync(RemoteKey key, long offset)
    {
        using var blob = await Remote.OpenAsync(key, offset, Cancellation);
        return blob is null ? null : await new StreamReader(blob.Content).ReadToEndAsync(Cancellation);
    }
}
