namespace Oya.Teleinfo;

/// <summary>Room for the values of a frame that a decoder verifies, used again for each.</summary>
sealed class FrameValues
{
    /// <summary>The place of a number that is 0 in every frame of a layout. The one before it is nobody's.</summary>
    public const ushort Zero = 1;

    /// <summary>The first place of a number that is read.</summary>
    public const int FirstNumber = 2;

    /// <summary>Two zeros, the numbers of the groups, and what else the checks need.</summary>
    public long[] Numbers { get; private set; } = [];

    /// <summary>The instants of the groups that have a horodate, unix seconds.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>The days that horodates had lately.</summary>
    public KnownDays Days { get; } = new();

    /// <summary>The tariff codes that there were lately.</summary>
    public KnownCodes[] Codes { get; } = new KnownCodes[KnownCodes.Offsets];

    /// <summary>The day profiles that there were lately.</summary>
    public KnownProfile[] Profiles { get; } = new KnownProfile[KnownProfile.Offsets];

    /// <summary>Makes it large enough for the frames of a layout.</summary>
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
