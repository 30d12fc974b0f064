using Oya.Storage;

namespace Oya.Aggregation;

/// <summary>Creates the services of this assembly. Only this type can create a <see cref="ReleasedCurves"/>.</summary>
public static class AggregationServices
{
    /// <summary>Read access to the customers' curves.</summary>
    public static ReleasedCurves Curves(Stores stores, TimeProvider clock) => new(stores, clock);
}
