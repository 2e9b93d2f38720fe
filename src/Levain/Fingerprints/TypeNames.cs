using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Levain.Fingerprints;

/// <summary>Reads type names out of the signatures of one module.</summary>
internal sealed class TypeNames(CodeModule module) : ISignatureTypeProvider<TypeName, int>
{
    private const int Deepest = 64;

    private int depth;

    public TypeName GetArrayType(TypeName elementType, ArrayShape shape) =>
        new ComposedType(elementType, $"[{new string(',', Math.Clamp(shape.Rank - 1, 0, 32))}{(shape.LowerBounds.Length + shape.Sizes.Length > 0 ? "*" : "")}]");

    public TypeName GetSZArrayType(TypeName elementType) => new ComposedType(elementType, "[]");

    public TypeName GetByReferenceType(TypeName elementType) => new ComposedType(elementType, "&");

    public TypeName GetPointerType(TypeName elementType) => new ComposedType(elementType, "*");

    public TypeName GetPinnedType(TypeName elementType) => new ComposedType(elementType, " pinned");

    public TypeName GetModifiedType(TypeName modifier, TypeName unmodifiedType, bool isRequired) => new ComposedType(unmodifiedType, isRequired ? " modreq" : " modopt", modifier);

    public TypeName GetFunctionPointerType(MethodSignature<TypeName> signature) => new FunctionType(signature);

    public TypeName GetGenericInstantiation(TypeName genericType, ImmutableArray<TypeName> typeArguments) => new InstanceType(genericType, typeArguments);

    public TypeName GetGenericMethodParameter(int genericContext, int index) => new VariableType('M', index);

    public TypeName GetGenericTypeParameter(int genericContext, int index) => new VariableType('T', index);

    public TypeName GetPrimitiveType(PrimitiveTypeCode typeCode) => new PrimitiveType(typeCode switch
    {
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Byte => "byte",
        PrimitiveTypeCode.SByte => "sbyte",
        PrimitiveTypeCode.Char => "char",
        PrimitiveTypeCode.Int16 => "short",
        PrimitiveTypeCode.UInt16 => "ushort",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.UInt32 => "uint",
        PrimitiveTypeCode.Int64 => "long",
        PrimitiveTypeCode.UInt64 => "ulong",
        PrimitiveTypeCode.Single => "float",
        PrimitiveTypeCode.Double => "double",
        PrimitiveTypeCode.IntPtr => "nint",
        PrimitiveTypeCode.UIntPtr => "nuint",
        PrimitiveTypeCode.String => "string",
        PrimitiveTypeCode.Object => "object",
        PrimitiveTypeCode.Void => "void",
        PrimitiveTypeCode.TypedReference => "typedref",
        _ => throw new BadImageFormatException($"unknown primitive type {(int)typeCode}"),
    });

    public TypeName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => module.Type(handle).Name;

    public TypeName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => module.Reference(handle);

    public TypeName GetTypeFromSpecification(MetadataReader reader, int genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        // A damaged file can have a specification that is made of itself.
        if (++depth > Deepest) throw new BadImageFormatException("a type that is made of itself");
        try
        {
            return reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
        }
        finally
        {
            depth--;
        }
    }
}
