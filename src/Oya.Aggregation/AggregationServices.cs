using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>The rooms of this house as one place hands them out; nothing else can make a <see cref="ReleasedCurves"/>.</summary>
public static class AggregationServices
{
    /// <summary>The door to the customers' curves.</summary>
    public static ReleasedCurves Curves(Stores stores, TimeProvider clock) => new(stores, clock);
}
