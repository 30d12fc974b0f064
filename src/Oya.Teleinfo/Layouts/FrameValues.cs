namespace Oya.Teleinfo;

/// <summary>Room for the values of a frame that a decoder verifies, used again for each.</summary>
sealed class FrameValues
{
    /// <summary>The number of each group, then what the checks need.</summary>
    public long[] Numbers { get; private set; } = [];

    /// <summary>The instant of each group that has a horodate, unix seconds.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>The days that horodates had lately.</summary>
    public KnownDay[] Days { get; } = new KnownDay[KnownDay.Places];

    /// <summary>Makes it large enough for the frames of a layout.</summary>
    public void MakeRoom(FrameLayout layout)
    {
        if (Numbers.Length < layout.ValueCount)
        {
            Numbers = new long[layout.ValueCount];
            Times = new long[layout.ValueCount];
        }
    }
}
