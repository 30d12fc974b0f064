namespace Oya.Teleinfo;

/// <summary>The groups of a frame.</summary>
public readonly ref struct TicGroups
{
    readonly ReadOnlySpan<byte> _text;
    readonly ReadOnlySpan<GroupMark> _marks;
    readonly long _textOffset;

    internal TicGroups(ReadOnlySpan<byte> text, long textOffset, ReadOnlySpan<GroupMark> marks)
    {
        _text = text;
        _textOffset = textOffset;
        _marks = marks;
    }

    /// <summary>How many there are.</summary>
    public int Count => _marks.Length;

    /// <summary>One of them, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There are not so many.</exception>
    public TicGroup this[int index]
    {
        get
        {
            var mark = _marks[index];
            var raw = _text.Slice(mark.Start, mark.Length);
            return new()
            {
                Label = mark.Label,
                Fault = mark.Fault,
                Mode = mark.Mode,
                Offset = _textOffset + mark.Start,
                Raw = raw,
                Name = raw[..mark.NameLength],
                HorodateText = mark.HorodateLength == 0 ? default : raw.Slice(mark.NameLength + 1, mark.HorodateLength),
                Data = raw.Slice(mark.DataStart, mark.DataLength),
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
