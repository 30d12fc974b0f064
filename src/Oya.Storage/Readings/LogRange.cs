namespace Oya.Storage;

/// <summary>A partition of a log that outlives its readers.</summary>
/// <param name="Log">
/// Name of the log: the topic, and behind an @, which no topic has, what tells it from another one that had its name
/// before.
/// </param>
/// <param name="Number">Number of the partition, from 0.</param>
public readonly record struct LogPartition(string Log, int Number)
{
    /// <summary><c>oya.readings/3</c>.</summary>
    public override string ToString() => $"{Log.Split('@')[0]}/{Number}";
}

/// <summary>Messages of a partition that follow each other: what a store keeps in one transaction with its readings.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">Offset of the first message.</param>
/// <param name="To">Offset after the last one: where whoever goes on from here begins.</param>
public readonly record struct LogRange(LogPartition Partition, long From, long To)
{
    /// <summary><c>oya.readings/3 120..134</c>.</summary>
    public override string ToString() => $"{Partition} {From}..{To}";
}
