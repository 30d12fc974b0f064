namespace Oya.Teleinfo;

/// <summary>The groups of a frame.</summary>
public readonly ref struct TicGroups
{
    readonly ReadOnlySpan<byte> _text;
    readonly ReadOnlySpan<GroupSlice> _slices;
    readonly long _textOffset;

    internal TicGroups(ReadOnlySpan<byte> text, long textOffset, ReadOnlySpan<GroupSlice> slices)
    {
        _text = text;
        _textOffset = textOffset;
        _slices = slices;
    }

    /// <summary>How many there are.</summary>
    public int Count => _slices.Length;

    /// <summary>One of them, in the order of the stream.</summary>
    /// <param name="index">0..<see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many.</exception>
    public TicGroup this[int index]
    {
        get
        {
            var slice = _slices[index];
            var raw = _text.Slice(slice.Start, slice.Length);
            return new()
            {
                Label = slice.Label,
                Fault = slice.Fault,
                Mode = slice.Mode,
                Offset = _textOffset + slice.Start,
                Raw = raw,
                Name = raw[..slice.NameLength],
                HorodateBytes = slice.HorodateLength == 0
                    ? default
                    : raw.Slice(slice.NameLength + 1, slice.HorodateLength),
                Data = raw.Slice(slice.DataStart, slice.DataLength),
            };
        }
    }

    /// <summary>Goes through them in the order of the stream.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the groups of a frame.</summary>
    public ref struct Enumerator
    {
        readonly TicGroups _groups;
        int _at = -1;

        internal Enumerator(TicGroups groups) => _groups = groups;

        /// <summary>The group at hand.</summary>
        public readonly TicGroup Current => _groups[_at];

        /// <summary>Goes to the next one.</summary>
        public bool MoveNext() => ++_at < _groups.Count;
    }
}
