using System.Buffers.Binary;

namespace Levain.Learning.Formats;

/// <summary>Writes Universal Binary JSON with the types that XGBoost 1.7 writes and expects: lengths of 64 bits, arrays of nodes with one type.</summary>
internal sealed class UbjSink(Stream output) : ModelSink(output)
{
    public override void BeginObject() => Put((byte)'{');

    public override void EndObject() => Put((byte)'}');

    public override void Name(string name) => Letters(name);

    public override void BeginArray(int count)
    {
        Put("[#"u8);
        Long(count);
    }

    // The count says where it ends.
    public override void EndArray()
    {
    }

    public override void Text(string text)
    {
        Put((byte)'S');
        Letters(text);
    }

    public override void Integer(long value)
    {
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue) Number('i', value, 1);
        else if (value is >= short.MinValue and <= short.MaxValue) Number('I', value, 2);
        else if (value is >= int.MinValue and <= int.MaxValue) Number('l', value, 4);
        else Long(value);
    }

    public override void Number(float value)
    {
        Put((byte)'d');
        Float(value);
    }

    public override void Numbers(ReadOnlySpan<float> values)
    {
        Put("[$d#"u8);
        Long(values.Length);
        foreach (var value in values) Float(value);
    }

    public override void Integers(ReadOnlySpan<int> values, int bytes)
    {
        Put(bytes switch { 1 => "[$U#"u8, 4 => "[$l#"u8, _ => "[$L#"u8 });
        Long(values.Length);
        foreach (var value in values) Bytes(value, bytes);
    }

    // Whatever NaN it is, it is written as the same.
    private void Float(float value) => Bytes(float.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToInt32Bits(value), 4);

    private void Letters(string text)
    {
        var bytes = Encode(text);
        Long(bytes.Length);
        Put(bytes);
    }

    private void Long(long value) => Number('L', value, 8);

    private void Number(char type, long value, int bytes)
    {
        Put((byte)type);
        Bytes(value, bytes);
    }

    private void Bytes(long value, int bytes)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt64BigEndian(room, value << (64 - 8 * bytes));
        Used(bytes);
    }
}
