namespace Oya.Teleinfo;

/// <summary>
/// The values that a byte of a frame can have: from <paramref name="Min"/> to <paramref name="Min"/> +
/// <paramref name="Span"/>.
/// </summary>
/// <remarks>
/// The check subtracts the minimum from the byte. A fixed byte leaves 0, and a digit leaves its value. The check then
/// adds up the remainders. A checksum byte counts backwards: it adds 63 less its remainder.
/// </remarks>
/// <param name="Min">The lowest value.</param>
/// <param name="Span">The highest value less the lowest one.</param>
/// <param name="Turn">The sum gets the distance of the remainder from this number: 0, or 63 for a checksum.</param>
readonly record struct ByteRange(byte Min, byte Span, byte Turn = 0)
{
    /// <summary>Any printable character.</summary>
    static readonly ByteRange Printable = new((byte)' ', '~' - ' ');

    static readonly ByteRange Digit = new((byte)'0', 9);

    /// <summary>
    /// 0x20 to 0x5F. It counts backwards, so what the data of a group adds to the sum, its checksum takes off again.
    /// </summary>
    public static readonly ByteRange Checksum = new(0x20, 0x3F, 0x3F);

    /// <summary>A byte that is not part of the frame.</summary>
    public static readonly ByteRange Any = new(0, 0xFF);

    public bool IsFixed => Span == 0;

    public static ByteRange Only(byte value) => new(value, 0);

    /// <summary>What a byte of this range adds to the sum.</summary>
    public int Adds(byte value) => Math.Abs(value - Min - Turn);

    /// <summary>
    /// The characters at an index of the data of a group. For words, codes and hexadecimal digits this is only a range
    /// that includes all of them. <see cref="SpecialGroups"/> leads to the exact check of codes and hexadecimal digits.
    /// </summary>
    public static ByteRange ForData(LabelForm form, int at) => form switch
    {
        { Kind: ValueKind.DayProfile } when DayProfile.IsSeparator(at) => Only((byte)' '),
        { Kind: ValueKind.Number or ValueKind.Digits } => Digit,
        { Kind: ValueKind.Hex } => new((byte)'0', 'f' - '0'),
        { Label: TicLabel.HHPHC } => new((byte)'A', 'Z' - 'A'),
        _ => Printable,
    };

    /// <summary>
    /// The thirteen bytes of a horodate: season, AAMMJJ, hhmmss. The tens of month, day, hour, minute and second are
    /// limited to those that exist.
    /// </summary>
    public static ReadOnlySpan<ByteRange> ForHorodate(HorodateUse use) => new ByteRange[]
    {
        use == HorodateUse.WithoutSeason ? Only((byte)' ') : new((byte)'E', 'h' - 'E'),
        Digit, Digit,
        Digit with { Span = 1 }, Digit, Digit with { Span = 3 }, Digit,
        Digit with { Span = 2 }, Digit, Digit with { Span = 5 }, Digit, Digit with { Span = 5 }, Digit,
    };
}
