using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Levain.Registry.Web;

/// <summary>Notifications as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class NotificationJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, with letters of any script as they are.</summary>
    public static NotificationJson Plain => field ??= new(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
