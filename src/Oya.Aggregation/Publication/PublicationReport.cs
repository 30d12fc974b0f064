namespace Oya.Aggregation;

/// <summary>Receives what each night published and deleted.</summary>
public delegate void PublicationReport(IReadOnlyList<PublicationResult> results, RetentionResult removed);
