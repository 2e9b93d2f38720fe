using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>How many values an instruction takes off the evaluation stack and puts on it.</summary>
internal static class StackEffect
{
    /// <summary>Null where it cannot be told without more context: the walk stops there.</summary>
    public static (int Pops, int Pushes)? Of(Instruction instruction, CodeModule module)
    {
        switch (instruction.Code)
        {
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                var use = module.Method(System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle((int)instruction.Operand));
                var count = use.Signature.ParameterTypes.Length;
                if (instruction.Code == ILOpCode.Newobj) return (count, 1);
                return (count + (use.Signature.Header.IsInstance ? 1 : 0), use.Signature.ReturnType is PrimitiveType { Name: "void" } ? 0 : 1);
            case ILOpCode.Dup: return (1, 2);
            case ILOpCode.Pop: return (1, 0);
            case ILOpCode.Nop or ILOpCode.Constrained or ILOpCode.Readonly or ILOpCode.Volatile or ILOpCode.Tail or ILOpCode.Unaligned: return (0, 0);
            case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Ldlen or ILOpCode.Newarr or ILOpCode.Box or ILOpCode.Unbox or ILOpCode.Unbox_any
                or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Ldobj or ILOpCode.Neg or ILOpCode.Not or ILOpCode.Ldvirtftn or ILOpCode.Localloc: return (1, 1);
            case ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Ldstr or ILOpCode.Ldnull or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Sizeof: return (0, 1);
            case ILOpCode.Stfld: return (2, 0);
            case ILOpCode.Stsfld: return (1, 0);
            case ILOpCode.Initobj: return (1, 0);
            case ILOpCode.Stobj or ILOpCode.Cpobj: return (2, 0);
            case ILOpCode.Ldelema or ILOpCode.Ldelem: return (2, 1);
            case ILOpCode.Stelem: return (3, 0);
        }

        return (int)instruction.Code switch
        {
            (>= 0x02 and <= 0x09) or 0x0E or 0x0F or 0x11 or 0x12 or (>= 0x15 and <= 0x23) or 0xFE09 or 0xFE0A or 0xFE0C or 0xFE0D => (0, 1),
            (>= 0x0A and <= 0x0D) or 0x10 or 0x13 or 0xFE0B or 0xFE0E => (1, 0),
            >= 0x46 and <= 0x50 => (1, 1),
            >= 0x51 and <= 0x57 => (2, 0),
            >= 0x58 and <= 0x64 => (2, 1),
            (>= 0x67 and <= 0x6E) or 0x76 or (>= 0x82 and <= 0x8B) or (>= 0xB3 and <= 0xBA) or (>= 0xD1 and <= 0xD5) or 0xE0 => (1, 1),
            >= 0x90 and <= 0x9A => (2, 1),
            >= 0x9B and <= 0xA2 => (3, 0),
            (>= 0xD6 and <= 0xDB) or (>= 0xFE01 and <= 0xFE05) => (2, 1),
            _ => null,
        };
    }

    /// <summary>The instruction that pushes the value at a depth (0 is the top) just before the instruction at <paramref name="index"/>, or -1 when it is not in the same block.</summary>
    public static int Producer(List<Instruction> code, int index, int depth, CodeModule module, HashSet<int> targets)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (code[i].EndsBlock || targets.Contains(code[i + 1].Offset) || Of(code[i], module) is not var (pops, pushes)) return -1;
            if (depth < pushes) return i;
            depth += pops - pushes;
        }

        return -1;
    }
}
