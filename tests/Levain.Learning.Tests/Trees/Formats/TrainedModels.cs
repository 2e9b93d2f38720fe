namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Models of many kinds that XGBoost has just trained on random rows, and what it predicts with them.</summary>
public sealed class TrainedModels : IDisposable
{
    internal ModelFolder Folder { get; } = new();

    public TrainedModels()
    {
        if (PythonXGBoost.IsHere) PythonXGBoost.Run(Script, Folder.Path);
    }

    /// <summary>The kinds that <see cref="Script"/> makes.</summary>
    public static TheoryData<string> Kinds { get; } =
    [
        "binary", "regression", "absolute", "base", "poisson", "raw", "shares", "classes", "class-names", "dart", "dart-classes", "one-hot", "partition", "forest", "forest-classes",
        "pruned", "pruned-categories", "exact", "approx", "leaf-wise", "early", "named", "stump", "huge", "sparse",
    ];

    public void Dispose() => Folder.Dispose();

    private const string Script =
        """
        import sys, numpy as np, xgboost as xgb
        folder = sys.argv[1]
        random = np.random.default_rng(4)

        def rows(count, width, missing=0.15):
            values = random.normal(size=(count, width)).astype('f4')
            values[random.random(values.shape) < missing] = np.nan
            return values

        def keep(name, booster, x):
            booster.save_model(f'{folder}/{name}.trained.json')
            booster.save_model(f'{folder}/{name}.trained.ubj')
            open(f'{folder}/{name}.trained.raw', 'wb').write(booster.save_raw('ubj'))
            x.astype('f4').tofile(f'{folder}/{name}.rows')
            data = xgb.DMatrix(x)
            booster.predict(data, output_margin=True, validate_features=False).astype('f4').tofile(f'{folder}/{name}.trained.margins')
            booster.predict(data, validate_features=False).astype('f4').tofile(f'{folder}/{name}.trained.predictions')

        x = rows(400, 5)
        score = np.nan_to_num(x[:, 0]) - 2 * np.nan_to_num(x[:, 1]) * (np.isnan(x[:, 2])) + random.normal(size=400)
        test = rows(300, 5, 0.3)
        categories = np.column_stack([random.integers(0, 3, 400), random.integers(0, 40, 400), x[:, 0]]).astype('f4')
        categories[random.random(categories.shape) < 0.1] = np.nan
        by_category = np.nan_to_num(categories[:, 1]) % 7 + 2 * np.nan_to_num(categories[:, 0]) + random.normal(size=400)
        category_test = np.column_stack([random.integers(-2, 5, 300), random.integers(-2, 60, 300) + random.choice([0, 0, 0.5], 300), test[:, 0]]).astype('f4')
        category_test[random.random(category_test.shape) < 0.1] = np.nan
        category_test[:4, 1] = [2.0 ** 24, 2.0 ** 24 - 1, 1e20, -0.5]

        def plain(name, label, parameters, rounds=8, base=x, new=test, types=None, names=None, **more):
            data = xgb.DMatrix(base, label=label, feature_types=types, feature_names=names)
            keep(name, xgb.train({'max_depth': 4, 'tree_method': 'hist', **parameters}, data, rounds, verbose_eval=False, **more), new)

        yes = (score > 0).astype('f4')
        three = np.digitize(score, [-1, 1])
        plain('binary', yes, {'objective': 'binary:logistic'})
        plain('regression', score, {'objective': 'reg:squarederror'})
        plain('absolute', score, {'objective': 'reg:absoluteerror'})
        plain('base', yes, {'objective': 'binary:logistic', 'base_score': 0.3, 'scale_pos_weight': 2.5})
        plain('poisson', np.floor(np.abs(score)), {'objective': 'count:poisson', 'max_delta_step': 0.4})
        plain('raw', yes, {'objective': 'binary:logitraw'})
        plain('shares', 1 / (1 + np.exp(-score)), {'objective': 'reg:logistic'})
        plain('classes', three, {'objective': 'multi:softprob', 'num_class': 3})
        plain('class-names', three, {'objective': 'multi:softmax', 'num_class': 3})
        plain('dart', score, {'booster': 'dart', 'rate_drop': 0.4, 'objective': 'reg:squarederror'}, 12)
        plain('dart-classes', three, {'booster': 'dart', 'rate_drop': 0.4, 'objective': 'multi:softprob', 'num_class': 3}, 12)
        for name, one_hot in (('one-hot', 100), ('partition', 1)):
            plain(name, by_category, {'objective': 'reg:squarederror', 'max_cat_to_onehot': one_hot}, 8, categories, category_test, ['c', 'c', 'q'])
        plain('forest', yes, {'objective': 'binary:logistic', 'num_parallel_tree': 4, 'subsample': 0.6}, 3)
        plain('forest-classes', three, {'objective': 'multi:softprob', 'num_class': 3, 'num_parallel_tree': 2, 'subsample': 0.6}, 3)
        plain('pruned', score, {'gamma': 3, 'max_depth': 6, 'tree_method': 'exact'})
        plain('pruned-categories', by_category, {'gamma': 40, 'tree_method': 'approx', 'max_depth': 6, 'max_cat_to_onehot': 1}, 8, categories, category_test, ['c', 'c', 'q'])
        plain('exact', score, {'tree_method': 'exact'})
        plain('approx', score, {'tree_method': 'approx'})
        plain('leaf-wise', score, {'grow_policy': 'lossguide', 'max_leaves': 20, 'max_depth': 0})
        plain('early', yes, {'objective': 'binary:logistic', 'eta': 1.0}, 60, early_stopping_rounds=2, evals=[(xgb.DMatrix(rows(100, 5), label=random.integers(0, 2, 100)), 'v')])
        plain('named', score, {}, names=['größe', 'a b', 'quote"d', 'back\\slash', '日本'], types=['q', 'int', 'i', 'float', 'q'])
        plain('stump', np.ones(400), {'base_score': 1.0}, 2)
        plain('huge', score * 1e30, {}, base=x * np.float32(1e30), new=test * np.float32(1e30))
        plain('sparse', random.normal(size=400) + score, {}, base=rows(400, 300, 0.97), new=rows(100, 300, 0.97))
        """;
}
