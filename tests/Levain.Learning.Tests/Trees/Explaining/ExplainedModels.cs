using Levain.Learning.Tests.Trees.Formats;

namespace Levain.Learning.Tests.Trees.Explaining;

/// <summary>What XGBoost says of the models that it trained: leaves, contributions, interactions and importances, next to their files.</summary>
public sealed class ExplainedModels : IDisposable
{
    private readonly TrainedModels trained = new();

    public ExplainedModels()
    {
        if (PythonXGBoost.IsHere) PythonXGBoost.Run(Script, trained.Folder.Path);
    }

    internal ModelFolder Folder => trained.Folder;

    /// <summary>The model of a kind, with all its trees, as the other side uses them.</summary>
    internal TreeModel Model(string kind) => XGBoostFormat.Read(Folder.File($"{kind}.trained.json")) with { BestRounds = null };

    public void Dispose() => trained.Dispose();

    private const string Script =
        """
        import sys, glob, numpy as np, xgboost as xgb
        for path in glob.glob(sys.argv[1] + '/*.rows'):
            name = path[:-5]
            booster = xgb.Booster(model_file=name + '.trained.json')
            rows = np.fromfile(path, dtype='f4').reshape(-1, booster.num_features())
            def predict(count, **how):
                return booster.predict(xgb.DMatrix(rows[:count]), validate_features=False, strict_shape=True, **how).astype('f4')
            predict(len(rows), pred_leaf=True).tofile(name + '.leaves')
            predict(60, pred_contribs=True).tofile(name + '.contributions')
            if booster.num_features() < 20:
                predict(15, pred_interactions=True).tofile(name + '.interactions')
            features = booster.feature_names or [f'f{i}' for i in range(booster.num_features())]
            scores = [booster.get_score(importance_type=kind) for kind in ('weight', 'gain', 'cover', 'total_gain', 'total_cover')]
            np.array([[score.get(feature, 0) for feature in features] for score in scores]).astype('f4').tofile(name + '.importances')
        """;
}
