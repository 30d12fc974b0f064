namespace Oya.Aggregation;

/// <summary>Why an act of consent, or an entry of the registry, cannot be.</summary>
public enum ConsentProblem
{
    /// <summary>The usage point has no holder at that time.</summary>
    NoHolder,

    /// <summary>Another one holds the usage point at that time.</summary>
    AnotherHolder,

    /// <summary>There is nothing to withdraw.</summary>
    NothingToWithdraw,

    /// <summary>It would end before it begins, or last longer than a consent may.</summary>
    EndOutOfRange,

    /// <summary>An imported act is not past.</summary>
    NotPast,

    /// <summary>An imported act has no proof.</summary>
    NoReference,

    /// <summary>An entry of the registry ends before it begins.</summary>
    EntryEndsEarly,

    /// <summary>Two entries of the registry contradict each other.</summary>
    EntriesOverlap,
}
