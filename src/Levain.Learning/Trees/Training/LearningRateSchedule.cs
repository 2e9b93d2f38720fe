using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>How the learning rate changes from round to round: what it is multiplied with.</summary>
/// <remarks>A record: it is part of the options of a stage.</remarks>
public abstract record LearningRateSchedule
{
    private LearningRateSchedule()
    {
    }

    /// <summary>The same in every round.</summary>
    public static LearningRateSchedule Constant => new Unchanged();

    /// <summary>Times <paramref name="factor"/> after every <paramref name="rounds"/> rounds, and in between after each by a part of it.</summary>
    public static LearningRateSchedule Exponential(double factor, int rounds = 1) => new Decay { Factor = factor, Rounds = rounds };

    /// <summary>Times <paramref name="factor"/> at each of the rounds, which are counted from 0.</summary>
    public static LearningRateSchedule Steps(double factor, params ReadOnlySpan<int> rounds) => new Stairs { Factor = factor, Rounds = [.. rounds] };

    /// <summary>Down along half a wave of the cosine, from 1 in the first round to <paramref name="floor"/> in the last.</summary>
    public static LearningRateSchedule Cosine(double floor = 0.0) => new Wave { Floor = floor };

    /// <summary>What the learning rate is multiplied with.</summary>
    /// <param name="round">From 0 on.</param>
    /// <param name="rounds">How many rounds there are at most.</param>
    public abstract double At(int round, int rounds);

    private static double Checked(double value, [CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value : throw new BuildException(FormattableString.Invariant($"`{name}` of the learning rate's schedule is {value}, and must be above 0 and not above 1"));

    internal sealed record Unchanged : LearningRateSchedule
    {
        public override double At(int round, int rounds) => 1.0;
    }

    internal sealed record Decay : LearningRateSchedule
    {
        public required double Factor { get; init => field = Checked(value); }

        public required int Rounds
        {
            get;
            init => field = value >= 1 ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(Rounds)}` of the learning rate's schedule is {value}, and must be at least 1"));
        }

        public override double At(int round, int rounds) => Elementary.Pow(Factor, (double)round / Rounds);
    }

    internal sealed record Stairs : LearningRateSchedule
    {
        public required double Factor { get; init => field = Checked(value); }

        public required ImmutableArray<int> Rounds
        {
            get;
            init
            {
                foreach (var round in value)
                    if (round < 0) throw new BuildException(FormattableString.Invariant($"`{nameof(Rounds)}` of the learning rate's schedule has {round}, and rounds are counted from 0"));
                field = value;
            }
        }

        public override double At(int round, int rounds)
        {
            var factor = 1.0;
            foreach (var step in Rounds)
                if (round >= step) factor *= Factor;
            return factor;
        }

        public bool Equals(Stairs? other) => other is not null && Factor == other.Factor && Rounds.AsSpan().SequenceEqual(other.Rounds.AsSpan());

        public override int GetHashCode() => Factor.GetHashCode() ^ Rounds.Length;
    }

    internal sealed record Wave : LearningRateSchedule
    {
        private const double Pi = 3.141592653589793;

        public required double Floor
        {
            get;
            init => field = value is >= 0 and <= 1 ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(Floor)}` of the learning rate's schedule is {value}, and must be from 0 to 1"));
        }

        public override double At(int round, int rounds) =>
            rounds <= 1 ? 1.0 : Floor + (1.0 - Floor) * 0.5 * (1.0 + Elementary.Cos(Pi * round / (rounds - 1)));
    }
}
