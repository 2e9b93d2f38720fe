using System.Globalization;
using Levain.Remotes;
using Levain.Testing;

namespace Levain.Registry.Tests.Tracking;

/// <summary>Runs are sent to a server that keeps them, or goes wrong in all the ways in which servers do.</summary>
public sealed class MlflowServerTests : IDisposable
{
    private static readonly TrackingPatience Short = new() { Request = new() { Attempts = 3, Connect = TimeSpan.FromSeconds(5), Stall = TimeSpan.FromSeconds(20), FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) } };

    private readonly string temporary = Directory.CreateTempSubdirectory("levain-mlflow-").FullName;
    private readonly FakeMlflow fake = new();
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        fake.Dispose();
        Directory.Delete(temporary, recursive: true);
    }

    [Fact]
    public async Task A_run_arrives_with_all_that_it_has()
    {
        using var server = Server();

        var notices = await server.WriteAsync(Samples.Full(), Cancellation);

        var run = Assert.Single(fake.Runs);
        Assert.Empty(notices);
        Assert.Equal(("train", "FINISHED", 1772366490000L), (run.Name, run.Status, run.End));
        Assert.Equal(("6", "0.1"), (run.Parameters["depth"], run.Parameters["boosting/rate"]));
        Assert.Equal([("auc", "0.7", 1772366401000, 1), ("auc", "0.75", 1772366402000, 2), ("loss", "\"NaN\"", 1772366400000, 0)], run.Metrics);
        Assert.Equal(("ligue «1» ⚽", "anna", "0a1b2c", Samples.Full().Id), (run.Tags["team"], run.Tags["mlflow.user"], run.Tags["mlflow.source.git.commit"], run.Tags["levain.run"]));
        Assert.Equal([$"shots {Digest.Of("shots").Hex[..36]} {{\"url\":\"https://example.org/shots.csv\"}} training"], run.Datasets);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_run_and_nothing_is_sent_again()
    {
        using (var first = Server()) await first.WriteAsync(Samples.Full(), Cancellation);
        fake.Requests.Clear();

        using var second = Server();
        await second.WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal(3, Assert.Single(fake.Runs).Metrics.Count);
        Assert.Equal(["GET experiments/get-by-name", "POST runs/search"], fake.Requests);
    }

    [Fact]
    public async Task Of_runs_that_were_sent_at_once_one_is_left()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            using var server = Server();
            await server.WriteAsync(Samples.Full(), Cancellation);
        }, Cancellation)));
        using var next = Server();
        await next.WriteAsync(Samples.Full(), Cancellation);

        var run = Assert.Single(fake.Living);
        Assert.Equal("FINISHED", run.Status);
        Assert.Single(fake.Experiments);
    }

    [Fact]
    public async Task What_was_sent_in_part_is_completed_and_nothing_is_there_twice()
    {
        var run = Samples.Run() with { Metrics = [.. Enumerable.Range(0, 30).Select(i => new RunMetric($"m{i:D2}", [.. Enumerable.Range(0, 100).Select(step => new MetricPoint(step, Samples.Noon, step))]))] };
        fake.Misdeeds = (line, before) => line == "POST runs/log-batch" && before > 5 ? Misdeed.ServerError : Misdeed.None;
        using var server = Server();
        await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(run, Cancellation));
        var part = fake.Runs[0].Metrics.Count;

        fake.Misdeeds = (_, _) => Misdeed.None;
        await server.WriteAsync(run, Cancellation);

        Assert.InRange(part, 1, 2999);
        Assert.Equal(3000, Assert.Single(fake.Runs).Metrics.Distinct().Count());
        // Only metrics that were cut in the middle are sent again, and a server knows which of their points it has.
        Assert.InRange(fake.Runs[0].Metrics.Count, 3000, 3099);
    }

    [Fact]
    public async Task More_than_a_server_takes_at_once_goes_in_pieces()
    {
        var run = Samples.Run() with
        {
            Parameters = [.. Enumerable.Range(0, 250).Select(i => new RunEntry($"p{i}", new string('é', 6000)))],
            Tags = [.. Enumerable.Range(0, 250).Select(i => new RunEntry($"t{i}", new string('\u0001', 8000)))],
            Metrics = [new("loss", [.. Enumerable.Range(0, 2500).Select(step => new MetricPoint(1.0 / (step + 1), Samples.Noon, step))])],
        };
        using var server = Server();

        await server.WriteAsync(run, Cancellation);

        var kept = Assert.Single(fake.Runs);
        Assert.Equal((250, 2500), (kept.Parameters.Count, kept.Metrics.Count));
        Assert.Equal(250, kept.Tags.Keys.Count(key => key.StartsWith('t')));
    }

    [Fact]
    public async Task Odd_names_and_long_values_arrive_as_the_server_takes_them_and_that_is_said()
    {
        string[] names = ["auc of league=nhl", "../../etc", "命中率", "", "a//b", new('x', 65_536), "half \ud83d", "loss", "loss/train"];
        var run = Samples.Run("it's \"odd\" ⚽\n") with
        {
            Experiment = "équipe / 1 & 'two' ?",
            Parameters = [.. names.Select(name => new RunEntry(name, "v"))],
            Metrics = [.. names.Select(name => RunMetric.Once(name, double.NegativeInfinity, Samples.Noon))],
            Tags = [.. names.Select(name => new RunEntry(name, "v")), new("long", new string('x', 65_536))],
        };
        using var server = Server();

        var notices = await server.WriteAsync(run, Cancellation);
        await server.WriteAsync(run with { Status = RunStatus.Killed }, Cancellation);

        var kept = Assert.Single(fake.Runs);
        Assert.Equal((names.Length, names.Length, "KILLED"), (kept.Parameters.Count, kept.Metrics.Count, kept.Status));
        Assert.Equal(["équipe / 1 & 'two' ?"], fake.Experiments.Keys);
        Assert.Equal(["tag `long` has 65536 characters: the server keeps the first 8000"], notices);
    }

    [Fact]
    public async Task An_older_server_gets_what_it_can_hold()
    {
        fake.Longest = (250, 5000);
        var run = Samples.Full() with { Parameters = [new("depth", "6"), new("long", new string('x', 300))], Tags = [new("long", new string('y', 6000))] };
        using var server = Server();

        var notices = await server.WriteAsync(run, Cancellation);

        Assert.Equal((250, 5000, 3), (fake.Runs[0].Parameters["long"].Length, fake.Runs[0].Tags["long"].Length, fake.Runs[0].Metrics.Count));
        Assert.Equal(["parameter `long` has 300 characters: the server keeps the first 250", "tag `long` has 6000 characters: the server keeps the first 5000"], notices);
    }

    [Fact]
    public async Task A_trial_lies_below_its_tuning()
    {
        var tuning = Samples.Run("tuning");
        using (var first = Server()) await first.WriteAsync(tuning, Cancellation);

        using var second = Server();
        await second.WriteAsync(Samples.Run("trial") with { Parent = tuning.Id }, Cancellation);

        Assert.Equal(fake.Runs[0].Id, fake.Runs[1].Tags["mlflow.parentRunId"]);
    }

    [Fact]
    public async Task A_parameter_that_is_there_stays_and_that_is_said()
    {
        using var server = Server();
        await server.WriteAsync(Samples.Full(), Cancellation);

        var notices = await server.WriteAsync(Samples.Full() with { Parameters = [new("depth", "7")] }, Cancellation);

        Assert.Equal(["parameter `depth` stays as the server has it: a server changes none"], notices);
        Assert.Equal("6", fake.Runs[0].Parameters["depth"]);
    }

    [Fact]
    public async Task A_run_that_was_deleted_there_stays_deleted()
    {
        using var server = Server();
        await server.WriteAsync(Samples.Run(), Cancellation);
        fake.Runs[0].IsDeleted = true;

        var notices = await server.WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal([$"run `train` was deleted on the MLflow server `{fake.Address}`, and stays so"], notices);
        Assert.Single(fake.Runs);
    }

    [Fact]
    public async Task A_deleted_experiment_is_named()
    {
        fake.Experiments["xgoals"] = new("1") { IsDeleted = true };
        using var server = Server();

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal($"experiment `xgoals` was deleted on the MLflow server `{fake.Address}`", error.Message);
    }

    [Fact]
    public async Task An_attempt_that_broke_off_after_it_was_done_makes_no_second_run()
    {
        fake.Misdeeds = (line, before) => line == "POST runs/create" && before < 4 ? Misdeed.DoAndReset : Misdeed.None;
        using var server = Server();

        await server.WriteAsync(Samples.Full(), Cancellation);

        Assert.True(fake.Runs.Count > 1);
        Assert.Equal(3, Assert.Single(fake.Living).Metrics.Count);
    }

    [Theory]
    [InlineData(Misdeed.ServerError)]
    [InlineData(Misdeed.TooMany)]
    [InlineData(Misdeed.Truncate)]
    [InlineData(Misdeed.DoAndReset)]
    public async Task What_passes_is_tried_again(object misdeed)
    {
        var failures = 0;
        fake.Misdeeds = (line, _) => line is "POST runs/log-batch" or "POST runs/search" && Interlocked.Increment(ref failures) <= 2 ? (Misdeed)misdeed : Misdeed.None;
        using var server = Server();

        await server.WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal("FINISHED", Assert.Single(fake.Living).Status);
        Assert.True(failures > 2);
    }

    [Theory]
    [InlineData(Misdeed.ServerError, "answered 500 3 times")]
    [InlineData(Misdeed.Truncate, "broke off in the middle of an answer")]
    [InlineData(Misdeed.LoginPage, "answered `experiments/get-by-name` with something that is not JSON")]
    [InlineData(Misdeed.Unauthorized, "takes nothing from us: it answered 401")]
    public async Task What_does_not_pass_is_told_in_one_sentence(object misdeed, string expected)
    {
        fake.Misdeeds = (_, _) => (Misdeed)misdeed;
        using var server = Server();

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal($"the MLflow server `{fake.Address}` {expected}", error.Message);
    }

    [Theory]
    [InlineData(Misdeed.Stall, "cannot be reached: it does not answer")]
    [InlineData(Misdeed.StallMidway, "broke off in the middle of an answer")]
    public async Task A_server_that_stalls_is_not_waited_for(object misdeed, string expected)
    {
        fake.Misdeeds = (_, _) => (Misdeed)misdeed;
        using var server = Server(Short with { Request = Short.Request with { Attempts = 1, Stall = TimeSpan.FromMilliseconds(50) } });

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal($"the MLflow server `{fake.Address}` {expected}", error.Message);
    }

    [Theory]
    [InlineData("3600", "it says when, and that is too late")]
    [InlineData("Thu, 01 Jan 2026 01:00:00 GMT", "it is an hour on our clock")]
    public async Task A_server_that_wants_us_to_wait_long_is_not_waited_for(string after, string reason)
    {
        fake.RetryAfter = after;
        fake.Misdeeds = (_, _) => Misdeed.TooMany;
        using var server = Server();

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal($"the MLflow server `{fake.Address}` answered 429", error.Message);
        Assert.True(fake.Requests.Count == 1, reason);
    }

    [Fact]
    public async Task A_moment_that_is_past_is_not_waited_for_and_the_request_goes_again()
    {
        fake.RetryAfter = "Thu, 01 Jan 2026 00:00:00 GMT";
        fake.Misdeeds = (_, before) => before == 0 ? Misdeed.TooMany : Misdeed.None;
        using var server = Server();

        await server.WriteAsync(Samples.Run(), Cancellation);

        Assert.Single(fake.Runs);
    }

    [Fact]
    public async Task Nobody_there_is_told_in_one_sentence()
    {
        string address;
        using (var gone = new FakeMlflow()) address = gone.Address;
        using var server = Server(address: address);

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal($"the MLflow server `{address}` cannot be reached 3 times: no connection", error.Message);
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_TOKEN=s3cret-token", "Bearer s3cret-token")]
    [InlineData("MLFLOW_TRACKING_USERNAME=anna;MLFLOW_TRACKING_PASSWORD=s3cret", "Basic YW5uYTpzM2NyZXQ=")]
    public async Task Credentials_go_to_the_server_and_into_no_message(string variables, string header)
    {
        fake.Misdeeds = (_, before) => before == 0 ? Misdeed.None : Misdeed.Unauthorized;
        using var server = Server(variables: variables);

        var error = await Assert.ThrowsAsync<RemoteException>(() => server.WriteAsync(Samples.Run(), Cancellation));

        Assert.All(fake.Authorizations, each => Assert.Equal(header, each));
        Assert.DoesNotContain("s3cret", $"{error} {error.Hint}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifacts_go_through_the_server_and_only_once()
    {
        Directory.CreateDirectory(Path.Combine(temporary, "report/a b"));
        File.WriteAllText(Path.Combine(temporary, "report/a b/c#1.html"), "<p>");
        File.WriteAllText(Path.Combine(temporary, "model.json"), "{}");
        var run = Samples.Run() with { Artifacts = [new("model/model.json", Path.Combine(temporary, "model.json")), new("report", Path.Combine(temporary, "report"))] };
        using var server = Server();

        await server.WriteAsync(run, Cancellation);
        fake.Requests.Clear();
        await server.WriteAsync(run with { Status = RunStatus.Killed }, Cancellation);

        var root = $"1/{fake.Runs[0].Id}/artifacts";
        Assert.Equal([$"{root}/model/model.json", $"{root}/report/a b/c#1.html"], fake.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<p>"u8.ToArray(), fake.Files[$"{root}/report/a b/c#1.html"]);
        Assert.DoesNotContain(fake.Requests, line => line.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3://bucket/", "the server keeps them elsewhere")]
    [InlineData("mlflow-artifacts://other.example.org/", "another host would get our files")]
    [InlineData("https://other.example.org/api/2.0/mlflow-artifacts/artifacts/", "another host would get our files")]
    public async Task Artifacts_that_another_place_keeps_are_not_sent_and_that_is_said(string place, string reason)
    {
        fake.Artifacts = place;
        File.WriteAllText(Path.Combine(temporary, "model.json"), "{}");
        using var server = Server();

        var notices = await server.WriteAsync(Samples.Run() with { Artifacts = [new("model", Path.Combine(temporary, "model.json"))] }, Cancellation);

        Assert.True(fake.Files.Count == 0, reason);
        Assert.Equal([$"the artifacts of run `train` were not sent: the MLflow server `{fake.Address}` does not keep them itself"], notices);
    }

    [Fact]
    public async Task A_file_that_is_too_large_stays_here_and_that_is_said()
    {
        File.WriteAllText(Path.Combine(temporary, "model.json"), "0123456789");
        using var server = Server(Short with { LargestArtifact = 9 });

        var notices = await server.WriteAsync(Samples.Run() with { Artifacts = [new("model", Path.Combine(temporary, "model.json"))] }, Cancellation);

        Assert.Equal(["artifact `model` of run `train` was not sent: it has 10 bytes, and may have 9"], notices);
    }

    [Fact]
    public async Task A_server_that_knows_no_datasets_gets_the_rest()
    {
        fake.Unknown.Add("POST runs/log-inputs");
        using var server = Server();

        await server.WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal(("FINISHED", Digest.Of("shots").ToString()), (fake.Runs[0].Status, fake.Runs[0].Tags["levain.data.shots"]));
    }

    [Fact]
    public async Task A_version_is_copied_once_and_its_aliases_move_along()
    {
        using var server = Server();
        await server.WriteAsync(Samples.Run(), Cancellation);

        await server.WriteAsync(Samples.Version(3, "production", "champion") with { Run = Samples.Run().Id, Experiment = "xgoals" }, Cancellation);
        await server.WriteAsync(Samples.Version(4, "production"), Cancellation);
        await server.WriteAsync(Samples.Version(3) with { Tags = [new("levain.state", "rejected")], FormerAliases = ["champion", "production"] }, Cancellation);

        Assert.Equal(["1 3", "2 4"], fake.Versions.Select(version => $"{version.Number} {version.Tags["levain.version"]}"));
        Assert.Equal("rejected", fake.Versions[0].Tags["levain.state"]);
        Assert.Equal($"mlflow-artifacts:/1/{fake.Runs[0].Id}/artifacts/model", fake.Versions[0].Source);
        Assert.Equal($"levain://sha256/{Digest.Of("model 4").Hex}", fake.Versions[1].Source);
        Assert.Equal([(("xgoals-us", "production"), "2")], fake.Aliases.Select(alias => (alias.Key, alias.Value)));
    }

    [Fact]
    public async Task Where_there_are_no_aliases_stages_stand_for_them()
    {
        fake.Unknown.Add("POST registered-models/alias");
        using var server = Server();

        var notices = await server.WriteAsync(Samples.Version(1, "champion", "production"), Cancellation);

        Assert.Equal("Production", fake.Versions[0].Stage);
        Assert.Equal([$"the MLflow server `{fake.Address}` knows no aliases: `champion` is not set there"], notices);
    }

    private MlflowServer Server(TrackingPatience? patience = null, string? address = null, string variables = "")
    {
        var given = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return (MlflowServer)TrackingLocation.Parse(address ?? fake.Address, temporary).Open(name => given.GetValueOrDefault(name), clock, patience ?? Short);
    }
}
