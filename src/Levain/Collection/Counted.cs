using System.Globalization;

namespace Levain.Collection;

/// <summary>Numbers of things as people write them.</summary>
internal static class Counted
{
    public static string Of(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
