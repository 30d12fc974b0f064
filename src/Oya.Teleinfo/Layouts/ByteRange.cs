namespace Oya.Teleinfo;

/// <summary>
/// What a byte of a frame can be: at least so much and at most so much more. The checks take the least off, so that a
/// fixed byte leaves 0 and a digit its value; what is left is added up, of a checksum what is missing to 63.
/// </summary>
/// <param name="Min">The least that it can be.</param>
/// <param name="Span">How much more it can be.</param>
/// <param name="Turn">From what number on its distance is added: 0, or for a checksum 63.</param>
readonly record struct ByteRange(byte Min, byte Span, byte Turn = 0)
{
    /// <summary>Printable characters.</summary>
    static readonly ByteRange Printable = new((byte)' ', '~' - ' ');

    static readonly ByteRange Digit = new((byte)'0', 9);

    /// <summary>0x20 to 0x5F; turned, so that a sum with it is one that its group's data does not change.</summary>
    public static readonly ByteRange Checksum = new(0x20, 0x3F, 0x3F);

    /// <summary>What is no part of the frame.</summary>
    public static readonly ByteRange Any = new(0, 0xFF);

    public bool IsFixed => Span == 0;

    public static ByteRange Only(byte value) => new(value, 0);

    /// <summary>What a byte that is in the range adds to a sum.</summary>
    public int Adds(byte value) => Math.Abs(value - Min - Turn);

    /// <summary>
    /// The characters at a place of data; of words, codes and hexadecimal digits no more than a range that has them all.
    /// </summary>
    public static ByteRange ForData(LabelForm form, int at) => form switch
    {
        { Kind: ValueKind.DayProfile } when DayProfile.IsSeparator(at) => Only((byte)' '),
        { Kind: ValueKind.Number or ValueKind.Digits } => Digit,
        { Kind: ValueKind.Hex } => new((byte)'0', 'f' - '0'),
        { Label: TicLabel.HHPHC } => new((byte)'A', 'Z' - 'A'),
        _ => Printable,
    };

    /// <summary>Thirteen of them: season, AAMMJJ, hhmmss; the tens no more than any month, day, hour, minute has.</summary>
    public static ReadOnlySpan<ByteRange> ForHorodate(HorodateUse use) => new ByteRange[]
    {
        use == HorodateUse.WithoutSeason ? Only((byte)' ') : new((byte)'E', 'h' - 'E'),
        Digit, Digit,
        Digit with { Span = 1 }, Digit, Digit with { Span = 3 }, Digit,
        Digit with { Span = 2 }, Digit, Digit with { Span = 5 }, Digit, Digit with { Span = 5 }, Digit,
    };
}
