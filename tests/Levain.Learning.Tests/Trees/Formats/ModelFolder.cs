using System.Runtime.InteropServices;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Models, rows and predictions as files between here and Python, in a folder that goes away.</summary>
internal sealed class ModelFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("levain-models-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(System.IO.File.ReadAllBytes(File(name))).ToArray();

    public void Write(string name, ReadOnlySpan<float> values) => System.IO.File.WriteAllBytes(File(name), MemoryMarshal.AsBytes(values).ToArray());

    public void Write(string name, TreeModel model)
    {
        System.IO.File.WriteAllBytes(File(name + ".json"), ModelBytes.Json(model));
        System.IO.File.WriteAllBytes(File(name + ".ubj"), ModelBytes.Ubj(model));
    }

    /// <summary>Loads every model that was written here as a file and as a buffer, and keeps its margins and predictions for the rows of the same name.</summary>
    public void Predict() => PythonXGBoost.Run(
        """
        import sys, glob, numpy as np, xgboost as xgb
        for path in glob.glob(sys.argv[1] + '/*.rows'):
            name = path[:-5]
            answers = []
            for form in ('.json', '.ubj'):
                from_file = xgb.Booster()
                from_file.load_model(name + form)
                from_buffer = xgb.Booster()
                from_buffer.load_model(bytearray(open(name + form, 'rb').read()))
                for booster in (from_file, from_buffer):
                    rows = np.fromfile(path, dtype='f4').reshape(-1, booster.num_features())
                    data = xgb.DMatrix(rows)
                    answers.append([booster.predict(data, output_margin=margin, validate_features=False).astype('f4') for margin in (True, False)])
            for other in answers[1:]:
                for here, there in zip(answers[0], other):
                    assert here.tobytes() == there.tobytes(), name
            answers[0][0].tofile(name + '.margins')
            answers[0][1].tofile(name + '.predictions')
        """,
        Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
