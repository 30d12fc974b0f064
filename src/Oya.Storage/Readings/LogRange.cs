namespace Oya.Storage;

/// <summary>A partition of a log that outlives its readers.</summary>
/// <param name="Log">
/// The name of the log: the topic, and after an @, which no topic name contains, the id that distinguishes it from
/// earlier topics of the same name.
/// </param>
/// <param name="Number">The number of the partition, from 0.</param>
public readonly record struct LogPartition(string Log, int Number)
{
    /// <summary><c>oya.readings/3</c>.</summary>
    public override string ToString() => $"{Log.Split('@')[0]}/{Number}";
}

/// <summary>Consecutive messages of a partition, stored in one transaction with their readings.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">Offset of the first message.</param>
/// <param name="To">Offset after the last message, where reading continues.</param>
public readonly record struct LogRange(LogPartition Partition, long From, long To)
{
    /// <summary><c>oya.readings/3 120..134</c>.</summary>
    public override string ToString() => $"{Partition} {From}..{To}";
}
