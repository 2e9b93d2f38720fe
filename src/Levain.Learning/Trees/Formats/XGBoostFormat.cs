using Levain.Learning.Formats;

namespace Levain.Learning;

/// <summary>The files of XGBoost's <c>save_model</c>: JSON, and UBJ, its binary twin.</summary>
/// <remarks>Written as XGBoost 1.7 writes them, which later versions read too; read from versions 1 to 3.</remarks>
public static class XGBoostFormat
{
    public static void WriteJson(TreeModel model, Stream output) => Write(model, new JsonSink(output));

    public static void WriteUbj(TreeModel model, Stream output) => Write(model, new UbjSink(output));

    /// <summary>Reads either form: the first bytes tell which.</summary>
    public static TreeModel Read(Stream input) => Read(input, ModelLimits.Usual);

    /// <inheritdoc cref="Read(Stream)"/>
    public static TreeModel Read(string path)
    {
        if (!File.Exists(path)) throw new BuildException($"there is no model file `{path}`");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return ModelReader.Read(file, ModelLimits.Usual);
        }
        catch (BuildException error)
        {
            throw new BuildException($"`{path}` is no model that can be read: {error.Message}", error.Hint, error);
        }
    }

    internal static TreeModel Read(Stream input, ModelLimits limits)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return ModelReader.Read(input, limits);
        }
        catch (BuildException error)
        {
            throw new BuildException($"the model cannot be read: {error.Message}", error.Hint, error);
        }
    }

    private static void Write(TreeModel model, ModelSink sink)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelCheck.Run(model, ModelLimits.Usual);
        ModelWriter.Write(model, sink);
        sink.Flush();
    }
}
