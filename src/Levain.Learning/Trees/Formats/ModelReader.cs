using System.Collections.Immutable;

namespace Levain.Learning.Formats;

/// <summary>Takes a model file apart, in whatever order its members stand, and has the parts put together.</summary>
internal sealed class ModelReader(ModelSource source)
{
    private readonly ModelParts parts = new();
    private readonly TreeReader trees = new(source);

    public static TreeModel Read(Stream stream, ModelLimits limits)
    {
        var input = new ByteInput(stream, limits.Bytes);
        return new ModelReader(Source(input, limits)).Read();
    }

    private static ModelSource Source(ByteInput input, ModelLimits limits)
    {
        var start = input.Ahead(512);
        if (start.IsEmpty) throw new BuildException("it is empty", "save or copy it again");
        // XGBoost's old binary form: with a mark from Python's `save_raw`, and without one from `save_model`, where a base score and counts come first.
        if (start.StartsWith("binf"u8) || (start.Length > 64 && start[..64].IndexOf((byte)0) >= 0 && start[0] != '{'))
            throw new BuildException("it is in XGBoost's old binary form, or no model", "save it with XGBoost as `model.json` or `model.ubj` (`save_raw(raw_format=\"ubj\")`)");

        var blank = start.IndexOfAnyExcept(" \n\r\t"u8);
        if (blank >= 0 && start[blank] == '[') throw new BuildException("it is a list: perhaps a dump of trees for people", "save it with `save_model`, not `dump_model`");
        if (blank < 0 || start[blank] != '{') throw new BuildException("it is neither JSON nor UBJ", "save it with XGBoost as `model.json` or `model.ubj`");
        var next = start[(blank + 1)..];
        return blank == 0 && next.Length > 0 && "iUIlLN$#"u8.Contains(next[0]) ? new UbjSource(input, limits) : new JsonSource(input, limits);
    }

    private TreeModel Read()
    {
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "learner": Learner(); break;
                case "version": Version(); break;
                default: source.Skip(); break;
            }
        }

        source.End();
        return parts.Model(source.Limits);
    }

    private void Version()
    {
        var numbers = new List<int>();
        source.Integers(numbers, "version", 3);
        var version = string.Join('.', numbers);
        if (numbers.Count > 0 && numbers[0] > 3) throw new BuildException($"it was written by XGBoost {version}, and versions 1 to 3 are known here", "save it with an older XGBoost");
    }

    private void Learner()
    {
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "attributes": Parameters(parts.Attributes); break;
                case "feature_names": Texts(parts.Names, name); break;
                case "feature_types": Texts(parts.Types, name); break;
                case "gradient_booster": Booster(); break;
                case "learner_model_param": Parameters(parts.Learner); break;
                case "objective": Objective(); break;
                default: source.Skip(); break;
            }
        }
    }

    private void Objective()
    {
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            if (name == "name") parts.Objective = source.Text();
            else if (source.Kind == ValueKind.Object) Parameters(parts.Section(name));
            else source.Skip();
        }
    }

    // DART holds a whole gbtree inside.
    private void Booster()
    {
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "name": parts.Booster = source.Text(); break;
                case "model": Model(); break;
                case "gbtree": Booster(); break;
                case "weight_drop":
                    parts.Weights = [];
                    source.Numbers(parts.Weights, name, source.Limits.Trees);
                    break;
                default: source.Skip(); break;
            }
        }
    }

    private void Model()
    {
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            switch (name)
            {
                case "gbtree_model_param": Parameters(parts.Trees); break;
                case "tree_info": source.Integers(parts.Outputs, name, source.Limits.Trees); break;
                case "iteration_indptr": source.Integers(parts.Rounds, name, source.Limits.Trees + 1); break;
                case "trees": Trees(); break;
                default: source.Skip(); break;
            }
        }
    }

    private void Trees()
    {
        var read = ImmutableArray.CreateBuilder<Tree>();
        source.BeginArray();
        while (source.NextElement())
        {
            if (read.Count == source.Limits.Trees) throw source.Error($"there are more than {source.Limits.Trees} trees");
            read.Add(trees.Read(read.Count));
        }

        parts.Grown = read.DrainToImmutable();
    }

    private void Texts(List<string> into, string name)
    {
        into.Clear();
        source.BeginArray();
        while (source.NextElement())
        {
            if (into.Count == source.Limits.Features) throw source.Error($"`{name}` has more than {source.Limits.Features} entries");
            into.Add(source.Text());
        }
    }

    private void Parameters(Dictionary<string, string> into)
    {
        into.Clear();
        source.BeginObject();
        while (source.NextName() is { } name)
        {
            if (source.Kind is ValueKind.Text or ValueKind.Number) into[name] = source.Parameter();
            else source.Skip();
        }
    }
}
