using System.Text;
using Levain.Actions;
using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>Why a stage is what it is: the decision, the parts of its key that differ, and on request the whole key.</summary>
internal static class WhyText
{
    /// <param name="inputs">Adds the whole key, part by part, and the members of the code.</param>
    public static string Of(WhyRow row, bool inputs, bool colour)
    {
        var text = new StringBuilder(Of(row.Model, row.Node, row.Decision, row.Code, inputs, colour));
        foreach (var whole in row.WholeAssemblies) text.Append($"  the whole assembly counts: {TextWidth.Clean(whole)}\n");
        if (row.Members.Count > 0) text.Append($"its code reaches {Amounts.Count(row.Members.Count, "member")}:\n");
        foreach (var member in row.Members) text.Append($"  {TextWidth.Clean(member)}\n");
        return text.ToString();
    }

    /// <param name="code">Sentences about the members of the code that differ, when the code does.</param>
    /// <param name="inputs">Adds the whole key, part by part.</param>
    public static string Of(string model, StageNode node, Decision decision, IReadOnlyList<string>? code = null, bool inputs = false, bool colour = false)
    {
        var text = new StringBuilder();
        var word = StageWord.Of(decision.State);
        text.Append($"{Paint.Of(TextWidth.Clean($"{model}/{node.Name}"), Tone.Heading, colour)} is {Paint.Of(Phrase(decision.State), word.Tone, colour)}");
        // The parts that differ say the reason again, one by one.
        text.Append(decision.Differences.Count == 0 ? $": {TextWidth.Clean(decision.Reason)}\n" : ":\n");
        foreach (var difference in decision.Differences) AppendDifference(text, difference, code ?? []);
        if (decision.Output is { } output) text.Append($"  output  {output.Digest}\n");
        if (decision.Key is { } key) text.Append($"  key     {key.Digest}\n");
        if (inputs) AppendKey(text, node, decision);
        return text.ToString();
    }

    private static string Phrase(StageState state) => state switch
    {
        StageState.Recorded => "recorded, not here",
        StageState.Depends => "undecided",
        _ => StageWord.Of(state).Text,
    };

    private static void AppendDifference(StringBuilder text, KeyDifference difference, IReadOnlyList<string> code)
    {
        text.Append($"  {TextWidth.Clean(difference.Sentence)}\n");
        if (difference.Part == "code")
            foreach (var sentence in code) text.Append($"    {TextWidth.Clean(sentence)}\n");
    }

    private static void AppendKey(StringBuilder text, StageNode node, Decision decision)
    {
        text.Append('\n');
        if (decision.Key is not { } key)
        {
            text.Append("its key is not known before the stages that it depends on have run; its parts so far:\n");
            AppendAligned(text, [.. node.Parts.Inputs.Select(input => (' ', $"input.{input.Name}", input.Origin.ToString()!)), .. node.Parts.Options.Select(option => (' ', $"option.{option.Key}", option.Value))]);
            return;
        }

        var differs = decision.Differences.ToDictionary(difference => difference.Part, StringComparer.Ordinal);
        var origins = node.Parts.Inputs.ToDictionary(input => $"input.{input.Name}", input => input.Origin.ToString()!, StringComparer.Ordinal);
        var lines = new List<(char, string, string)>();
        foreach (var (name, value) in key.Parts)
        {
            var origin = origins.TryGetValue(name, out var from) ? $" from {from}" : "";
            if (differs.Remove(name, out var difference) && difference.Old is { } old) lines.Add(('-', name, old));
            lines.Add((difference is null ? ' ' : '+', name, value + origin));
        }

        foreach (var gone in differs.Values) lines.Add(('-', gone.Part, gone.Old ?? ""));
        text.Append("the parts of its key").Append(decision.Differences.Count > 0 ? ", - before and + now:\n" : ":\n");
        AppendAligned(text, lines);
    }

    private static void AppendAligned(StringBuilder text, IReadOnlyList<(char Mark, string Name, string Value)> lines)
    {
        var width = lines.Select(line => TextWidth.Of(TextWidth.Clean(line.Name))).DefaultIfEmpty(0).Max();
        foreach (var (mark, name, value) in lines) text.Append($"{mark} {TextWidth.Pad(TextWidth.Clean(name), width)}  {TextWidth.Clean(value)}\n");
    }
}
