using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>One IL instruction with its operand as it stands in the bytes.</summary>
internal readonly record struct Instruction(ILOpCode Code, int Offset, long Operand, ImmutableArray<int> Targets)
{
    public bool IsBranch => Code is (>= ILOpCode.Br_s and <= ILOpCode.Switch) or ILOpCode.Leave or ILOpCode.Leave_s;

    public bool EndsBlock => IsBranch || Code is ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp;

    public static List<Instruction> Read(BlobReader code)
    {
        List<Instruction> all = [];
        while (code.RemainingBytes > 0) all.Add(Next(ref code));
        return all;
    }

    private static Instruction Next(ref BlobReader code)
    {
        var offset = code.Offset;
        int first = code.ReadByte();
        var op = (ILOpCode)(first == 0xFE ? 0xFE00 | code.ReadByte() : first);
        var targets = ImmutableArray<int>.Empty;
        long operand = 0;
        switch (Shape(op))
        {
            case OperandShape.Byte: operand = code.ReadByte(); break;
            case OperandShape.SignedByte: operand = code.ReadSByte(); break;
            case OperandShape.Short: operand = code.ReadUInt16(); break;
            case OperandShape.Int or OperandShape.Token: operand = code.ReadInt32(); break;
            case OperandShape.Long: operand = code.ReadInt64(); break;
            case OperandShape.ShortBranch: operand = code.ReadSByte(); targets = [(int)operand + code.Offset]; break;
            case OperandShape.Branch: operand = code.ReadInt32(); targets = [(int)operand + code.Offset]; break;
            case OperandShape.Switch:
                var count = code.ReadInt32();
                if (count < 0 || count > code.RemainingBytes / 4) throw new BadImageFormatException("a switch longer than its method");
                var relative = new int[count];
                for (var i = 0; i < count; i++) relative[i] = code.ReadInt32();
                var end = code.Offset;
                targets = [.. relative.Select(target => target + end)];
                break;
        }

        return new(op, offset, operand, targets);
    }

    public OperandShape Operands => Shape(Code);

    private static OperandShape Shape(ILOpCode code) => (int)code switch
    {
        >= 0x0E and <= 0x13 => OperandShape.Byte,
        0x1F => OperandShape.SignedByte,
        0x20 or 0x22 => OperandShape.Int,
        0x21 or 0x23 => OperandShape.Long,
        0x27 or 0x28 or 0x29 or (>= 0x6F and <= 0x75) or 0x79 or (>= 0x7B and <= 0x81) or 0x8C or 0x8D or 0x8F or (>= 0xA3 and <= 0xA5) or 0xC2 or 0xC6 or 0xD0 => OperandShape.Token,
        (>= 0x2B and <= 0x37) or 0xDE => OperandShape.ShortBranch,
        (>= 0x38 and <= 0x44) or 0xDD => OperandShape.Branch,
        0x45 => OperandShape.Switch,
        0xFE06 or 0xFE07 or 0xFE15 or 0xFE16 or 0xFE1C => OperandShape.Token,
        >= 0xFE09 and <= 0xFE0E => OperandShape.Short,
        0xFE12 or 0xFE19 => OperandShape.Byte,
        (>= 0x00 and <= 0xE0) or (>= 0xFE00 and <= 0xFE1E) => OperandShape.None,
        _ => throw new BadImageFormatException($"unknown instruction 0x{(int)code:x}"),
    };

    /// <summary>The instruction in the long form: whether a jump fits a byte depends on constants that do not count.</summary>
    public ILOpCode LongForm => Code switch
    {
        >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s => Code + (ILOpCode.Br - ILOpCode.Br_s),
        ILOpCode.Leave_s => ILOpCode.Leave,
        _ => Code,
    };

    /// <summary>The integer that the instruction pushes, if it pushes one.</summary>
    public int? Int => Code switch
    {
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s => (int)Operand,
        >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 => Code - ILOpCode.Ldc_i4_0,
        _ => null,
    };
}

/// <summary>What follows an operation code.</summary>
internal enum OperandShape
{
    None,
    Byte,
    SignedByte,
    Short,
    Int,
    Long,
    Token,
    ShortBranch,
    Branch,
    Switch,
}
