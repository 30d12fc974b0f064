using System.Numerics;

namespace Oya.Teleinfo;

/// <summary>A set of labels, one bit each.</summary>
readonly record struct LabelSet(ulong Low, ulong High)
{
    public bool IsEmpty => (Low | High) == 0;

    /// <summary>The one of the lowest number; <see cref="TicLabel.Unknown"/> when there is none.</summary>
    public TicLabel First => IsEmpty ? TicLabel.Unknown
        : (TicLabel)(Low != 0 ? BitOperations.TrailingZeroCount(Low) : 64 + BitOperations.TrailingZeroCount(High));

    public static LabelSet Create(params ReadOnlySpan<TicLabel> labels)
    {
        var set = default(LabelSet);
        foreach (var label in labels)
        {
            set = set.With(label);
        }

        return set;
    }

    /// <summary>All from one to another, both included.</summary>
    public static LabelSet Range(TicLabel first, TicLabel last)
    {
        var set = default(LabelSet);
        for (var label = first; label <= last; label++)
        {
            set = set.With(label);
        }

        return set;
    }

    public LabelSet With(TicLabel label)
    {
        var bit = 1UL << ((int)label & 63);
        return (int)label < 64 ? new(Low | bit, High) : new(Low, High | bit);
    }

    public bool Has(TicLabel label) => (((int)label < 64 ? Low : High) >> ((int)label & 63) & 1) != 0;

    public LabelSet Except(LabelSet other) => new(Low & ~other.Low, High & ~other.High);

    public static LabelSet operator |(LabelSet one, LabelSet other) => new(one.Low | other.Low, one.High | other.High);

    public static LabelSet operator &(LabelSet one, LabelSet other) => new(one.Low & other.Low, one.High & other.High);
}
