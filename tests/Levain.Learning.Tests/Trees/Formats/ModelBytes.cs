using System.Text;

namespace Levain.Learning.Tests.Trees.Formats;

internal static class ModelBytes
{
    public static byte[] Json(TreeModel model)
    {
        using var stream = new MemoryStream();
        XGBoostFormat.WriteJson(model, stream);
        return stream.ToArray();
    }

    public static byte[] Ubj(TreeModel model)
    {
        using var stream = new MemoryStream();
        XGBoostFormat.WriteUbj(model, stream);
        return stream.ToArray();
    }

    public static string Text(TreeModel model) => Encoding.UTF8.GetString(Json(model));

    public static TreeModel Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return XGBoostFormat.Read(stream);
    }

    public static TreeModel Read(string text) => Read(Encoding.UTF8.GetBytes(text));
}
