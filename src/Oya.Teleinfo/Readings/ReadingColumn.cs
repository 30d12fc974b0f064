namespace Oya.Teleinfo;

/// <summary>What is known of a field of a reading without a reading.</summary>
/// <param name="Name">Name of its column in every store.</param>
/// <param name="Number">Number of its field in <c>reading_batch.proto</c>.</param>
/// <param name="Max">The largest value.</param>
/// <param name="IsRequired">Whether every reading has it.</param>
/// <param name="IsInstant">Whether it is an instant.</param>
/// <param name="IsHalfHour">Whether it is half-hour data in itself.</param>
sealed record ReadingColumn(
    string Name, int Number, long Max, bool IsRequired, bool IsInstant, bool IsHalfHour)
{
    /// <summary>All of them, in the order of <see cref="ReadingFields.Walk"/>.</summary>
    public static IReadOnlyList<ReadingColumn> All { get; } = Collect();

    static List<ReadingColumn> Collect()
    {
        var collector = new Collector([]);
        ReadingFields.Walk(ref collector);
        return collector.Columns;
    }

    readonly record struct Collector(List<ReadingColumn> Columns) : IReadingFieldVisitor
    {
        public void Visit<TField>(TField field) where TField : struct, IReadingField => Columns.Add(new(
            field.Column, field.Number, TField.Max, TField.IsRequired, TField.IsInstant, TField.IsHalfHour));
    }
}
