namespace Oya.Teleinfo;

/// <summary>
/// What a byte of a frame can be: after flipping some bits, at least so much and at most so much more. The checks take
/// the least off, so that a fixed byte leaves 0, a digit its value, and a checksum what completes it to 63.
/// </summary>
/// <param name="Flip">Bits to flip first.</param>
/// <param name="Least">The least that it then can be.</param>
/// <param name="Span">How much more it can be.</param>
readonly record struct ByteRange(byte Flip, byte Least, byte Span)
{
    /// <summary>Printable characters.</summary>
    static readonly ByteRange Printable = new(0, (byte)' ', '~' - ' ');

    static readonly ByteRange Digit = new(0, (byte)'0', 9);

    /// <summary>0x20 to 0x5F; flipped, so that a sum with it is one that its group's data does not change.</summary>
    public static readonly ByteRange Checksum = new(0xFF, 0xFF - 0x5F, 0x3F);

    /// <summary>What is no part of the frame.</summary>
    public static readonly ByteRange Any = new(0, 0, 0xFF);

    public bool IsFixed => Span == 0;

    public static ByteRange Only(byte value) => new(0, value, 0);

    /// <summary>What is left of a byte that is in the range.</summary>
    public byte Above(byte value) => (byte)((value ^ Flip) - Least);

    /// <summary>
    /// The characters at a place of data; of words, codes and hexadecimal digits no more than a range that has them all.
    /// </summary>
    public static ByteRange OfData(LabelForm form, int at) => form switch
    {
        { Kind: ValueKind.DayProfile } when DayProfile.IsSeparator(at) => Only((byte)' '),
        { Kind: ValueKind.Number or ValueKind.Digits } => Digit,
        { Kind: ValueKind.Hex } => new(0, (byte)'0', 'f' - '0'),
        { Label: TicLabel.HHPHC } => new(0, (byte)'A', 'Z' - 'A'),
        _ => Printable,
    };

    /// <summary>Thirteen of them: season, AAMMJJ, hhmmss; the tens no more than any month, day, hour, minute has.</summary>
    public static ReadOnlySpan<ByteRange> OfHorodate(HorodateUse use) => new ByteRange[]
    {
        use == HorodateUse.WithoutSeason ? Only((byte)' ') : new(0, (byte)'E', 'h' - 'E'),
        Digit, Digit,
        Digit with { Span = 1 }, Digit, Digit with { Span = 3 }, Digit,
        Digit with { Span = 2 }, Digit, Digit with { Span = 5 }, Digit, Digit with { Span = 5 }, Digit,
    };
}
