using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// The frames of one read, until they are asked for: a decoder pushes, an <c>await foreach</c> pulls. What a frame
/// views is copied once, frame behind frame, into arrays that grow with the fullest read and are used again.
/// </summary>
sealed class FrameQueue : ITicHandler
{
    static readonly int Labels = LabelTable.ByLabel.Length;

    readonly List<Entry> _entries = [];
    readonly Store<byte> _text = new();
    readonly Store<GroupMark> _marks = new();
    readonly Store<long> _numbers = new();
    readonly Store<long> _times = new();
    readonly Store<ushort> _places = new();
    int _at = -1;

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The frame that <see cref="TryNext"/> went to.</summary>
    public TicFrame Current
    {
        get
        {
            if ((uint)_at >= (uint)_entries.Count)
            {
                throw new InvalidOperationException("There is no frame: MoveNextAsync was not called, or gave false.");
            }

            ref readonly var entry = ref CollectionsMarshal.AsSpan(_entries)[_at];
            return new(
                entry.Summary, _text.Slice(entry.Text, entry.TextLength), entry.TextOffset,
                _marks.Slice(entry.Mark, entry.Count), _numbers.Slice(entry.Mark, entry.Count),
                _times.Slice(entry.Mark, entry.Count), _places.Slice(_at * Labels, Labels));
        }
    }

    /// <summary>Goes to the next frame; false, and empty again, when there is none.</summary>
    public bool TryNext()
    {
        if (++_at < _entries.Count)
        {
            return true;
        }

        _at = -1;
        _entries.Clear();
        _text.Clear();
        _marks.Clear();
        _numbers.Clear();
        _times.Clear();
        _places.Clear();
        return false;
    }

    public void OnFrame(in TicFrame frame)
    {
        var text = frame.Text;
        var start = TextOf(frame.TextOffset, text);
        var count = frame.Marks.Length;
        _entries.Add(new(frame.Summary, frame.TextOffset, start, text.Length, _marks.Count, count));
        _marks.Add(frame.Marks);
        // There may be room for more of them than there are groups.
        _numbers.Add(frame.Numbers[..count]);
        _times.Add(frame.Times[..count]);
        _places.Add(frame.Places);
    }

    int TextOf(long offset, ReadOnlySpan<byte> text)
    {
        // Where no STX or ETX came, several frames stand in the same text.
        if (_entries is [.., var last] && last.TextOffset == offset && last.TextLength == text.Length)
        {
            return last.Text;
        }

        var start = _text.Count;
        _text.Add(text);
        return start;
    }

    readonly record struct Entry(FrameSummary Summary, long TextOffset, int Text, int TextLength, int Mark, int Count);

    /// <summary>Values behind each other.</summary>
    sealed class Store<T>
    {
        T[] _values = [];

        public int Count { get; private set; }

        public void Add(ReadOnlySpan<T> values)
        {
            if (_values.Length - Count < values.Length)
            {
                Array.Resize(ref _values, Math.Max(_values.Length * 2, Count + values.Length));
            }

            values.CopyTo(_values.AsSpan(Count));
            Count += values.Length;
        }

        public ReadOnlySpan<T> Slice(int start, int count) => _values.AsSpan(start, count);

        public void Clear() => Count = 0;
    }
}
