namespace Oya.Aggregation;

/// <summary>Told of what each night has published.</summary>
public delegate void PublicationReport(IReadOnlyList<PublicationResult> results);
