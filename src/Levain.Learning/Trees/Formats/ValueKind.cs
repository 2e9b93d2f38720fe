namespace Levain.Learning.Formats;

/// <summary>What a value in a file is.</summary>
internal enum ValueKind
{
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}
