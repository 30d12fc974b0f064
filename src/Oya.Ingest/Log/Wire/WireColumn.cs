using Oya.Teleinfo;

namespace Oya.Ingest;

/// <summary>
/// A column of a <c>ReadingBatch</c>: what it holds, and which values are sound. Its place among them is that of its
/// field in <see cref="ReadingFields"/>.
/// </summary>
sealed class WireColumn
{
    /// <summary>The value for null. No column may hold it.</summary>
    public const long Null = long.MinValue;

    /// <summary>All of them: an array, because going through it is part of every batch and must not allocate.</summary>
    public static readonly WireColumn[] All =
        [.. ReadingColumn.All.Select(column => new WireColumn(column))];

    /// <summary>The field that counts the columns of a message; columns that came later have larger numbers.</summary>
    public const int CountField = 39;

    /// <summary>The place of the first column behind that field.</summary>
    public static readonly int FirstLater = All.Count(column => column.Field < CountField);

    /// <summary>How many.</summary>
    public static readonly int Count = All.Length;

    /// <summary>Places of columns that others are counted from.</summary>
    public static readonly int At = Find("at"), Received = Find("received_at");

    /// <summary>Places of the points of the load curve: the end is null exactly where the power is.</summary>
    public static readonly (int End, int Watts)[] Points =
        [(Find("cc_end"), Find("cc_w")), (Find("cc1_end"), Find("cc1_w"))];

    static readonly int[] Places = Enumerable.Range(0, All.Max(column => column.Field) + 1)
        .Select(field => All.Select(column => column.Field).ToList().IndexOf(field)).ToArray();

    WireColumn(ReadingColumn column)
    {
        Field = column.Number;
        HasNulls = !column.IsRequired;
        // A receiver's clock may be behind the meter's by whatever either is wrong.
        Min = column.Name == "received_at" ? -column.Max : 0;
        Max = column.Max;
    }

    /// <summary>Number of the field.</summary>
    public int Field { get; }

    /// <summary>Whether the column may have nulls; the others are 0 where they are absent.</summary>
    public bool HasNulls { get; }

    /// <summary>The least value.</summary>
    public long Min { get; }

    /// <summary>The largest value: what the forms of labels allow, so a sound reading always has its place.</summary>
    public long Max { get; }

    /// <summary>The place of the column of a field; −1 when the field is none.</summary>
    public static int FindPlace(int field) => field < Places.Length ? Places[field] : -1;

    static int Find(string name) => ReadingColumn.All.Select(column => column.Name).ToList().IndexOf(name);
}
