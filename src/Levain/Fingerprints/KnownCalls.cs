namespace Levain.Fingerprints;

/// <summary>Calls into the framework that mean more than their name: reflection, time zones, the platform's arithmetic.</summary>
internal static class KnownCalls
{
    public static bool IsReflection(MethodUse use)
    {
        var type = use.Parent.Definition?.FullName ?? "";
        var name = use.Name;
        if (type.StartsWith("System.Reflection.", StringComparison.Ordinal)) return !type.StartsWith("System.Reflection.Metadata.", StringComparison.Ordinal) && !IsHarmless(type, name);
        if (type.StartsWith("Microsoft.CSharp.RuntimeBinder.", StringComparison.Ordinal) || type.StartsWith("System.Runtime.Loader.", StringComparison.Ordinal)) return true;
        return type switch
        {
            "System.Type" => name is "InvokeMember" or "FindMembers" or "MakeGenericType" or "FindInterfaces" or "GetDefaultMembers" or "GetNestedType" or "GetNestedTypes"
                or "GetMethod" or "GetMethods" or "GetProperty" or "GetProperties" or "GetField" or "GetFields" or "GetMember" or "GetMembers" or "GetMemberWithSameMetadataDefinitionAs"
                or "GetConstructor" or "GetConstructors" or "GetEvent" or "GetEvents" or "GetInterface" or "GetInterfaces" or "GetInterfaceMap" or "ReflectionOnlyGetType"
                or "GetTypeFromProgID" or "get_TypeInitializer"
                || (name == "GetType" && use.Signature.ParameterTypes.Length > 0),
            "System.Activator" => use.Arguments.Length == 0,
            "System.Delegate" => name is "CreateDelegate" or "DynamicInvoke",
            "System.Attribute" => name.StartsWith("GetCustomAttribute", StringComparison.Ordinal) || name == "IsDefined",
            "System.AppDomain" => name.StartsWith("Create", StringComparison.Ordinal) || name is "Load" or "GetAssemblies",
            "System.Runtime.CompilerServices.RuntimeHelpers" => name == "GetUninitializedObject",
            "System.ComponentModel.TypeDescriptor" or "System.Xml.Serialization.XmlSerializer" or "System.Runtime.Serialization.DataContractSerializer"
                or "System.Runtime.Serialization.Json.DataContractJsonSerializer" => true,
            "System.Linq.Expressions.Expression" => name is "Call" or "Property" or "Field" or "PropertyOrField" or "New" && use.Signature.ParameterTypes.Any(one => one is PrimitiveType { Name: "string" }),
            _ => false,
        };
    }

    // Names, identity and resources of what is there already; handles are what expression trees compile to, and they name their target in a token.
    private static bool IsHarmless(string type, string name) =>
        type.EndsWith("Attribute", StringComparison.Ordinal)
        || name is "get_Name" or "get_FullName" or "GetName" or "ToString" or "Equals" or "GetHashCode" or "op_Equality" or "op_Inequality" or "get_Version" or "get_Assembly"
            or "GetExecutingAssembly" or "GetMethodFromHandle" or "GetFieldFromHandle" or "get_Location" or "GetManifestResourceStream" or "GetManifestResourceNames" or "GetManifestResourceInfo";

    public static bool IsResource(MethodUse use) =>
        use.Parent.Definition?.FullName is "System.Reflection.Assembly" && use.Name.StartsWith("GetManifestResource", StringComparison.Ordinal)
        || use.Parent.Definition?.FullName is "System.Resources.ResourceManager";

    /// <summary>Serializers that find the properties of a type by reflection, unless they are given what a source generator wrote; and our own, which makes rows of records.</summary>
    public static bool IsSerializer(MethodUse use) =>
        use.Parent.Definition?.FullName is "Levain.Tables.Records" ||
        (use.FullName is "System.Text.Json.Nodes.JsonValue.Create" && use.Arguments.Length > 0 || use.Parent.Definition?.FullName is "System.Text.Json.JsonSerializer")
        && use.Name is not ("get_IsReflectionEnabledByDefault")
        && !use.Signature.ParameterTypes.Any(type => type.Definition?.FullName is { } name && (name.StartsWith("System.Text.Json.Serialization.", StringComparison.Ordinal)));

    public static bool UsesTimeZones(MethodUse use) => use.Parent.Definition?.FullName switch
    {
        "System.TimeZoneInfo" or "System.TimeZone" => true,
        "System.DateTime" => use.Name is "get_Now" or "get_Today" or "ToLocalTime" or "ToUniversalTime" or "ToFileTime" or "FromFileTime",
        "System.DateTimeOffset" => use.Name is "get_Now" or "ToLocalTime" or "get_LocalDateTime" or "op_Implicit" or "FromFileTime"
            || (use.Name == ".ctor" && use.Signature.ParameterTypes is [var only] && only.Definition?.FullName == "System.DateTime"),
        "System.TimeProvider" => use.Name is "GetLocalNow" or "get_LocalTimeZone",
        _ => false,
    };

    public static bool UsesPlatformMath(MethodUse use)
    {
        var type = use.Parent.Definition?.FullName ?? "";
        return type switch
        {
            "System.Math" or "System.MathF" or "System.Double" or "System.Single" or "System.Half" or "System.Runtime.InteropServices.NFloat" => IsTranscendental(use.Name),
            "System.Numerics.Complex" or "System.Numerics.Tensors.TensorPrimitives" => true,
            "System.Numerics.Vector" or "System.Runtime.Intrinsics.Vector64" or "System.Runtime.Intrinsics.Vector128" or "System.Runtime.Intrinsics.Vector256" or "System.Runtime.Intrinsics.Vector512"
                => IsTranscendental(use.Name),
            "System.Numerics.ITrigonometricFunctions`1" or "System.Numerics.IExponentialFunctions`1" or "System.Numerics.ILogarithmicFunctions`1" or "System.Numerics.IPowerFunctions`1"
                or "System.Numerics.IHyperbolicFunctions`1" or "System.Numerics.IRootFunctions`1" => use.Name != "Sqrt",
            _ => false,
        };
    }

    private static bool IsTranscendental(string name) => name is "Acos" or "Acosh" or "AcosPi" or "Asin" or "Asinh" or "AsinPi" or "Atan" or "Atanh" or "Atan2" or "Atan2Pi" or "AtanPi" or "Cbrt"
        or "Cos" or "Cosh" or "CosPi" or "Exp" or "Exp10" or "Exp10M1" or "Exp2" or "Exp2M1" or "ExpM1" or "Hypot" or "Log" or "Log10" or "Log10P1" or "Log2" or "Log2P1" or "LogP1"
        or "Pow" or "RootN" or "Sin" or "SinCos" or "SinCosPi" or "Sinh" or "SinPi" or "Tan" or "Tanh" or "TanPi";
}
