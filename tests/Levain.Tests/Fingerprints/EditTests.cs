namespace Levain.Tests.Fingerprints;

public sealed class EditTests
{
    public static TheoryData<string> Harmless => [.. Edits.Harmless.Select(edit => edit.Why)];

    public static TheoryData<string> Reaching => [.. Edits.Reaching.Select(edit => edit.Why)];

    [Theory, MemberData(nameof(Harmless))]
    public void An_edit_that_no_stage_reaches_rebuilds_nothing(string why) => Check(Edits.Harmless.Single(edit => edit.Why == why));

    [Theory, MemberData(nameof(Reaching))]
    public void An_edit_rebuilds_the_stages_that_reach_it_and_no_others(string why) => Check(Edits.Reaching.Single(edit => edit.Why == why));

    private static void Check(Edit edit)
    {
        Assert.NotEqual(edit.Before, edit.After);
        var before = SourceCode.Fingerprints(edit.Before, "A", "B");
        var after = SourceCode.Fingerprints(edit.After, "A", "B");
        var rebuilt = string.Concat(before.Keys.Where(stage => before[stage].Digest != after[stage].Digest));
        var changed = before.SelectMany(one => one.Value.Members.Where(member => !after[one.Key].Members.Any(other => other.Name == member.Name && other.Digest == member.Digest)).Select(member => $"{one.Key}: {member.Name}"));
        Assert.True(edit.Rebuilds == rebuilt, $"{edit.Why}: rebuilt `{rebuilt}` instead of `{edit.Rebuilds}`: {string.Join("; ", changed)}");
    }
}
