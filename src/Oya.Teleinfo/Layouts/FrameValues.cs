namespace Oya.Teleinfo;

/// <summary>The arrays that receive the values of a verified frame. A decoder reuses them for each frame.</summary>
sealed class FrameValues
{
    /// <summary>Index of a number that is 0 in every frame of a layout. The entry before it has no label.</summary>
    public const ushort Zero = 1;

    /// <summary>Index of the first number that is read from a frame.</summary>
    public const int FirstNumber = 2;

    /// <summary>Two zeros, then the numbers of the groups, with the unused entries of the last batch or pick.</summary>
    public long[] Numbers { get; private set; } = [];

    /// <summary>The instants of the groups that have a horodate, in Unix seconds.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>The days of recent horodates.</summary>
    public KnownDays Days { get; } = new();

    /// <summary>Recent tariff codes.</summary>
    public KnownCodes[] Codes { get; } = new KnownCodes[KnownCodes.Offsets];

    /// <summary>Recent day profiles.</summary>
    public KnownProfile[] Profiles { get; } = new KnownProfile[KnownProfile.Offsets];

    /// <summary>Makes the arrays large enough for the frames of a layout.</summary>
    public void MakeRoom(FrameLayout layout)
    {
        if (Numbers.Length < layout.NumberCount)
        {
            Numbers = new long[layout.NumberCount];
        }

        if (Times.Length < layout.TimeWindows.Length)
        {
            Times = new long[layout.TimeWindows.Length];
        }
    }
}
