namespace Levain.Learning.Linear;

/// <summary>Square upper triangles that stand for many rows: the same lengths and angles of columns. Columns follow each other; the last one holds labels.</summary>
internal static class Triangle
{
    private const int MostSweeps = 60;

    /// <summary>Turns a matrix of columns by Householder's reflections until only its upper triangle is left, and returns that.</summary>
    /// <param name="columns">Of <paramref name="height"/> rows each, at least as many as there are columns; lost.</param>
    public static double[] Of(Span<double> columns, int height, int width)
    {
        for (var i = 0; i < width; i++)
        {
            var pivot = columns.Slice((i * height) + i, height - i);
            var length = Math.Sqrt(ColumnKernel.Sum(pivot, pivot));
            if (length == 0) continue;
            var end = pivot[0] > 0 ? -length : length;
            // The reflection that takes the column to its end, as 1 - v·v' / (−end · v0).
            pivot[0] -= end;
            var scale = -1 / (end * pivot[0]);
            for (var other = i + 1; other < width; other++)
            {
                var column = columns.Slice((other * height) + i, height - i);
                ColumnKernel.AddTimes(pivot, -scale * ColumnKernel.Sum(pivot, column), column);
            }

            pivot[1..].Clear();
            pivot[0] = end;
        }

        var triangle = new double[width * width];
        for (var i = 0; i < width; i++) columns.Slice(i * height, i + 1).CopyTo(triangle.AsSpan(i * width));
        return triangle;
    }

    /// <summary>The triangle of the rows of both.</summary>
    public static double[] Joined(double[] upper, double[] lower, int width)
    {
        var columns = new double[2 * width * width];
        for (var i = 0; i < width; i++)
        {
            upper.AsSpan(i * width, width).CopyTo(columns.AsSpan(2 * i * width));
            lower.AsSpan(i * width, width).CopyTo(columns.AsSpan((2 * i * width) + width));
        }

        return Of(columns, 2 * width, width);
    }

    /// <summary>The least coefficients of the first columns that come nearest to the last one, by singular values: Jacobi's rotations, one-sided.</summary>
    /// <param name="least">The share of the largest singular value below which a direction counts as none.</param>
    public static double[] Solve(double[] triangle, int count, double least)
    {
        var width = count + 1;
        var (turned, turns) = (new double[count][], new double[count][]);
        for (var i = 0; i < count; i++)
        {
            turned[i] = triangle.AsSpan(i * width, count).ToArray();
            (turns[i] = new double[count])[i] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(turned, turns); sweep++)
        {
        }

        var squares = Array.ConvertAll(turned, column => ColumnKernel.Sum(column, column));
        var label = triangle.AsSpan(count * width, count);
        var (solved, smallest) = (new double[count], squares.Max() * least * least);
        for (var i = 0; i < count; i++)
        {
            if (squares[i] > smallest) ColumnKernel.AddTimes(turns[i], ColumnKernel.Sum(turned[i], label) / squares[i], solved);
        }

        return solved;
    }

    /// <summary>Turns each pair of columns until they stand at right angles; false when all did.</summary>
    private static bool Sweep(double[][] turned, double[][] turns)
    {
        const double Right = 1e-15;
        var isTurned = false;
        for (var i = 0; i < turned.Length; i++)
        {
            for (var j = i + 1; j < turned.Length; j++)
            {
                var (first, second, product) = (ColumnKernel.Sum(turned[i], turned[i]), ColumnKernel.Sum(turned[j], turned[j]), ColumnKernel.Sum(turned[i], turned[j]));
                if (!(Math.Abs(product) > Right * Math.Sqrt(first) * Math.Sqrt(second))) continue;
                isTurned = true;
                var ratio = (second - first) / (2 * product);
                var tangent = (ratio < 0 ? -1 : 1) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)));
                var cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                Rotate(turned[i], turned[j], cosine, cosine * tangent);
                Rotate(turns[i], turns[j], cosine, cosine * tangent);
            }
        }

        return isTurned;
    }

    private static void Rotate(double[] left, double[] right, double cosine, double sine)
    {
        for (var i = 0; i < left.Length; i++) (left[i], right[i]) = ((cosine * left[i]) - (sine * right[i]), (sine * left[i]) + (cosine * right[i]));
    }
}
