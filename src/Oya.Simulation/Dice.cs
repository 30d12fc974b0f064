namespace Oya.Simulation;

/// <summary>
/// Pseudo-random numbers that are a pure function of their arguments: the seed and the meter, then a purpose and a
/// place. There is no sequence, so what a household does at 08:00 does not depend on how often its meter was read. The
/// mixing function is that of SplitMix64 (Steele, Lea, Flood 2014).
/// </summary>
readonly struct Dice(ulong key)
{
    public Dice(int seed, int meter)
        : this(Mix(unchecked(((ulong)(uint)seed << 32) | (uint)meter)))
    {
    }

    /// <summary>64 bits for a place.</summary>
    public ulong At(long place) => Mix(unchecked(key + (ulong)place * 0xD1B5_4A32_D192_ED03));

    /// <summary>64 bits for a purpose and a place.</summary>
    public ulong At(Purpose purpose, long place) =>
        Mix(unchecked(key + (ulong)place * 0xD1B5_4A32_D192_ED03 + (ulong)purpose * 0x8CB9_2BA7_2F3D_8DD7));

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(Purpose purpose, long place, int min, int max) =>
        min + (int)(At(purpose, place) % (uint)(max - min + 1));

    static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}

/// <summary>The purpose of a random number. It makes two draws at one place differ.</summary>
enum Purpose : byte
{
    Identity = 1,
    Contract,
    StartIndex,
    Trait,
    Slot,
    Flicker,
    WaterHeater,
    Sky,
    Weather,
    Colour,
    MobilePeak,
    Voltage,
    MeanVoltage,
    Jitter,
    Noise,
    PreviousMaximum,
    Order,
    Flip,
    DayProfile,
}
