using System.Text;

namespace Levain.Learning.Formats;

/// <summary>Nested values as they come from a file, one after the other, whatever its syntax.</summary>
internal abstract class ModelSource(ByteInput input, ModelLimits limits)
{
    private protected static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private protected ByteInput Input { get; } = input;

    public ModelLimits Limits { get; } = limits;

    /// <summary>What comes next.</summary>
    public abstract ValueKind Kind { get; }

    public abstract void BeginObject();

    /// <summary>The name of the object's next member, or null at the object's end.</summary>
    public abstract string? NextName();

    public abstract void BeginArray();

    /// <summary>Whether the array goes on.</summary>
    public abstract bool NextElement();

    public abstract string Text();

    public abstract long Integer();

    public abstract float Number();

    public abstract bool Boolean();

    public abstract void Null();

    /// <summary>Nothing but space may follow.</summary>
    public abstract void End();

    public BuildException Error(string what) =>
        new(FormattableString.Invariant($"at byte {Input.Position} {what}"), "the file is damaged or no model: save or copy it again, as `Booster.save_model` writes it");

    /// <summary>A parameter as XGBoost keeps them: as text, whatever it means.</summary>
    public string Parameter() => Kind == ValueKind.Number ? Number().ToString(System.Globalization.CultureInfo.InvariantCulture) : Text();

    public bool Flag() => Kind == ValueKind.Boolean ? Boolean() : Integer() != 0;

    public void Skip()
    {
        switch (Kind)
        {
            case ValueKind.Object:
                BeginObject();
                while (NextName() is not null) Skip();
                break;
            case ValueKind.Array:
                BeginArray();
                while (NextElement()) Skip();
                break;
            case ValueKind.Text: Text(); break;
            case ValueKind.Number: Number(); break;
            case ValueKind.Boolean: Boolean(); break;
            default: Null(); break;
        }
    }

    /// <summary>An array of whole numbers. Those of 32 bits without sign become what they are with one.</summary>
    public void Integers(List<int> into, string name, int limit)
    {
        into.Clear();
        BeginArray();
        Burst(into, limit);
        while (NextElement())
        {
            var value = Kind == ValueKind.Boolean ? (Boolean() ? 1 : 0) : Integer();
            if (value is < int.MinValue or > uint.MaxValue) throw Error($"`{name}` holds {value}, which no model needs");
            if (into.Count == limit) throw Error($"`{name}` has more than {limit} entries");
            into.Add(unchecked((int)value));
        }
    }

    public void Numbers(List<float> into, string name, int limit)
    {
        into.Clear();
        BeginArray();
        Burst(into, limit);
        while (NextElement())
        {
            if (into.Count == limit) throw Error($"`{name}` has more than {limit} entries");
            into.Add(Number());
        }
    }

    /// <summary>Takes as many elements of the array that has just begun as go fast; what stays is taken one by one.</summary>
    private protected virtual void Burst(List<int> into, int limit)
    {
    }

    /// <inheritdoc cref="Burst(List{int}, int)"/>
    private protected virtual void Burst(List<float> into, int limit)
    {
    }

    private protected string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Error("stands a text that is not UTF-8");
        }
    }
}
