using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Levain.Registry.Tracking;

namespace Levain.Registry.Tests.Tracking;

/// <summary>Whatever people call their metrics, MLflow takes it, and no two become one.</summary>
public sealed partial class MlflowNamesTests
{
    [Theory]
    [InlineData("auc", "auc", "it is good")]
    [InlineData("auc of league", "auc of league", "spaces are good")]
    [InlineData("fold/1/auc", "fold/1/auc", "slashes make folders")]
    [InlineData("température", "température", "letters of any script are")]
    [InlineData("命中率", "命中率", "letters of any script are")]
    [InlineData("auc of league=nhl", "auc of league_nhl", "MLflow takes no equals sign")]
    [InlineData("a:b", "a_b", "only newer servers take colons")]
    [InlineData("", "_", "an empty name is the folder itself")]
    [InlineData(".", "_", "a dot is the folder itself")]
    [InlineData("../../etc/passwd", "__/__/etc/passwd", "it leads out of the folder")]
    [InlineData("..auc", "__auc", "MLflow refuses whatever begins like a way out")]
    [InlineData("/auc", "_/auc", "it is a path from the root")]
    [InlineData("a//b", "a/_/b", "MLflow would read it as `a/b`")]
    [InlineData("a/./b", "a/_/b", "MLflow would read it as `a/b`")]
    [InlineData("a/", "a/_", "MLflow would read it as `a`")]
    [InlineData("line\nbreak", "line_break", "a line break is no letter")]
    [InlineData("⚽", "_", "a picture is no letter")]
    public void A_name_becomes_one_that_MLflow_takes(string name, string expected, string reason) => Assert.True(expected == MlflowNames.Cleaned(name), $"{reason}: {MlflowNames.Cleaned(name)}");

    [Fact]
    public void Names_that_would_become_one_are_kept_apart_and_the_good_one_keeps_its_name()
    {
        var names = MlflowNames.Of(["a_b", "a=b", "a:b"]);

        Assert.Equal("a_b", names["a_b"]);
        Assert.Equal(3, names.Values.Distinct().Count());
        Assert.All(names.Values, name => Assert.StartsWith("a_b", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_is_a_folder_of_another_gives_way()
    {
        var names = MlflowNames.Of(["loss", "loss/train"]);

        Assert.Equal("loss/train", names["loss/train"]);
        Assert.StartsWith("loss-", names["loss"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_does_not_depend_on_the_others_unless_they_are_in_its_way() =>
        Assert.Equal(MlflowNames.Of(["a=b"])["a=b"], MlflowNames.Of(["x", "a=b", "a/c"])["a=b"]);

    [Fact]
    public void Any_names_become_names_that_MLflow_takes_each_its_own() => Prop.ForAll(Names.ArrayOf().ToArbitrary(), names =>
    {
        var clean = MlflowNames.Of(names);
        return clean.Count == names.Distinct().Count() && clean.Values.Distinct().Count() == clean.Count
            && clean.Values.All(IsTaken) && !clean.Values.Any(one => clean.Values.Any(other => other.StartsWith(one + "/", StringComparison.Ordinal)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_of_64_KiB_is_cut_and_stays_its_own()
    {
        var names = MlflowNames.Of([new string('é', 65_536), new string('é', 65_536) + "!"]);

        Assert.Equal(2, names.Values.Distinct().Count());
        Assert.All(names.Values, name => Assert.True(IsTaken(name)));
    }

    [Theory]
    [InlineData("aiop-playback-us", "aiop-playback-us")]
    [InlineData("modèle 1", "modèle 1")]
    [InlineData("a/b", "a_b-")]
    [InlineData("it's", "it_s-")]
    [InlineData("..", "_.-")]
    public void A_model_has_no_path_and_no_quotes_in_its_name(string name, string start) => Assert.StartsWith(start, MlflowNames.Model(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("production", "production")]
    [InlineData("latest", "latest-")]
    [InlineData("V12", "V12-")]
    [InlineData("blue green", "blue_green-")]
    public void An_alias_is_none_that_MLflow_keeps_for_itself(string name, string start) => Assert.StartsWith(start, MlflowNames.Alias(name), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("half _", MlflowNames.Cleaned("half \ud83d"));

    [Fact]
    public void A_text_is_never_cut_within_a_character() => Assert.Equal("a", MlflowNames.Cut("a⚽🏒", 1) + MlflowNames.Cut("🏒", 1));

    // Any script, paths, and what is known to go wrong.
    private static Gen<string> Names => Gen.OneOf(
        Gen.Elements("a", "a/b", "a=b", "a_b", ".", "..", "", "/", "a//b", "日本", "\u0301", "\0", "a\n", " ", "..x", "\ud83d\udc4d", "\ud83d"),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null),
        Gen.Choose(0, 0x10ffff).Select(code => Rune.IsValid(code) ? new Rune(code).ToString() : "x").ArrayOf().Select(string.Concat));

    // MLflow's own rule. Python's `\w` knows letters that .NET's sees as two halves.
    private static bool IsTaken(string name) =>
        Taken().IsMatch(string.Concat(name.EnumerateRunes().Select(rune => !rune.IsBmp && Rune.IsLetterOrDigit(rune) ? "x" : rune.ToString()))) && !name.EndsWith('\n') && Encoding.UTF8.GetByteCount(name) <= 250 && !name.StartsWith('/') && !name.StartsWith("..", StringComparison.Ordinal) && name.Split('/').All(part => part is not ("" or "." or ".."));

    [GeneratedRegex(@"^[/\w.\- ]+$")]
    private static partial Regex Taken();
}
