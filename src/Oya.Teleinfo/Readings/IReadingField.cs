namespace Oya.Teleinfo;

/// <summary>
/// One value of a <see cref="Reading"/> as stores and the log keep it: a whole number or nothing. An instant is seconds
/// since 1970, a register Wh, an enumeration its number.
/// </summary>
interface IReadingField
{
    /// <summary>Name of its column in every store.</summary>
    string Column { get; }

    /// <summary>Number of its field in <c>reading_batch.proto</c>.</summary>
    int Number { get; }

    /// <summary>The value of a reading; null where the reading has none.</summary>
    long? Get(in Reading reading);

    /// <summary>Gives a reading the value.</summary>
    void Set(ref Reading reading, long value);

    /// <summary>The largest value; the smallest is 0. It also decides how wide the column of a database is.</summary>
    static abstract long Max { get; }

    /// <summary>Whether every reading has it.</summary>
    static virtual bool IsRequired => false;

    /// <summary>Whether it is an instant.</summary>
    static virtual bool IsInstant => false;

    /// <summary>
    /// Whether it is half-hour data in itself: left out where no permit covers it, and then no contradiction to a
    /// reading that has it.
    /// </summary>
    static virtual bool IsHalfHour => false;
}

/// <summary>
/// Does something with each field of a reading. As a structure it is compiled once for each field, with nothing looked
/// up at run time: it may be part of the loops that every reading goes through.
/// </summary>
interface IReadingFieldVisitor
{
    /// <summary>Called by <see cref="ReadingFields.Walk"/>, always in the same order.</summary>
    void Visit<TField>(TField field) where TField : struct, IReadingField;
}
