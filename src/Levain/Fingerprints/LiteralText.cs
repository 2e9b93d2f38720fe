using System.Globalization;
using System.Reflection.Metadata;
using System.Text;

namespace Levain.Fingerprints;

/// <summary>Writes the literal that an instruction pushes, whatever the culture.</summary>
internal static class LiteralText
{
    /// <summary>Null for an instruction that pushes no number.</summary>
    public static string? OfNumber(Instruction push) => push.Code switch
    {
        ILOpCode.Ldc_i8 => push.Operand.ToString(CultureInfo.InvariantCulture),
        ILOpCode.Ldc_r4 => BitConverter.Int32BitsToSingle((int)push.Operand).ToString(CultureInfo.InvariantCulture),
        ILOpCode.Ldc_r8 => BitConverter.Int64BitsToDouble(push.Operand).ToString(CultureInfo.InvariantCulture),
        _ => push.Int?.ToString(CultureInfo.InvariantCulture),
    };

    public static string Of(string value)
    {
        var text = new StringBuilder("\"");
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (i + 1 < value.Length && char.IsSurrogatePair(c, value[i + 1])) text.Append(c).Append(value[++i]);
            else if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }

        return text.Append('"').ToString();
    }
}
