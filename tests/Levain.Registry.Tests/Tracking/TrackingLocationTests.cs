namespace Levain.Registry.Tests.Tracking;

/// <summary>Where runs go, as the environment says it.</summary>
public sealed class TrackingLocationTests
{
    [Theory]
    [InlineData("mlruns", "/work/mlruns")]
    [InlineData("/srv/mlruns", "/srv/mlruns")]
    [InlineData("file:///srv/ml%20runs", "/srv/ml runs")]
    [InlineData("file:mlruns", "/work/mlruns")]
    public void A_path_is_a_folder(string text, string folder) => Assert.Equal(folder, TrackingLocation.Parse(text, "/work").Folder);

    [Theory]
    [InlineData("https://mlflow.example.org", "https://mlflow.example.org/")]
    [InlineData(" http://127.0.0.1:5000/ml/ ", "http://127.0.0.1:5000/ml/")]
    public void An_address_is_a_server(string text, string address) => Assert.Equal(address, TrackingLocation.Parse(text, "/work").Address!.AbsoluteUri);

    [Theory]
    [InlineData("", "`MLFLOW_TRACKING_URI` is empty", "there is nothing")]
    [InlineData("databricks", "runs cannot be sent to `databricks`, which `MLFLOW_TRACKING_URI` names", "it has another API")]
    [InlineData("postgresql://anna:s3cret@db/ml", "runs cannot be sent to `postgresql`, which `MLFLOW_TRACKING_URI` names", "it is a database, and has a secret")]
    [InlineData("https://anna:s3cret@mlflow.example.org", "`MLFLOW_TRACKING_URI` holds more than host and path: credentials do not belong there", "it has a secret")]
    [InlineData("https://mlflow.example.org/?token=s3cret", "`MLFLOW_TRACKING_URI` holds more than host and path: credentials do not belong there", "it has a secret")]
    [InlineData("https://", "`MLFLOW_TRACKING_URI` has an address that cannot be read", "it has no host")]
    public void What_cannot_be_is_told_without_its_secret(string text, string message, string reason)
    {
        var error = Assert.Throws<UsageException>(() => TrackingLocation.Parse(text, "/work"));

        Assert.True(error.Message == message, $"{reason}: {error.Message}");
        Assert.DoesNotContain("s3cret", error.ToString() + error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_do_not_travel_unencrypted_unless_somebody_says_so()
    {
        var location = TrackingLocation.Parse("http://mlflow.example.org", "/work");

        var error = Assert.Throws<UsageException>(() => location.Credentials(name => name == "MLFLOW_TRACKING_TOKEN" ? "s3cret" : null));

        Assert.Equal("credentials would travel unencrypted to `http://mlflow.example.org`", error.Message);
        Assert.NotNull(location.Credentials(name => name switch { "MLFLOW_TRACKING_TOKEN" => "s3cret", "LEVAIN_TRACKING_PLAIN_CREDENTIALS" => "true", _ => null }));
        Assert.Null(location.Credentials(_ => null));
    }

    [Fact]
    public void A_token_that_would_break_a_header_is_refused_and_not_shown()
    {
        var error = Assert.Throws<UsageException>(() => TrackingLocation.Parse("https://mlflow.example.org", "/work").Credentials(name => name == "MLFLOW_TRACKING_TOKEN" ? "s3cret\r\nX: y" : null));

        Assert.Equal("`MLFLOW_TRACKING_TOKEN` holds what no token can hold", error.Message);
    }
}
