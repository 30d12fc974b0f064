namespace Oya.Aggregation;

/// <summary>Told of what each night has published, and removed.</summary>
public delegate void PublicationReport(IReadOnlyList<PublicationResult> results, RetentionResult removed);
