namespace Oya.Teleinfo;

/// <summary>What a frame views, copied; the arrays grow with the longest frame and are used again for each.</summary>
sealed class FrameCopy
{
    readonly LabelPlaces _places = new();
    FrameSummary _summary;
    byte[] _text = [];
    int _textLength;
    long _textOffset;
    GroupMark[] _marks = [];
    long[] _numbers = [];
    long[] _times = [];

    public TicFrame Frame =>
        new(_summary, _text.AsSpan(0, _textLength), _textOffset, _marks, _numbers, _times, _places);

    public void Take(in TicFrame frame)
    {
        _summary = frame.Summary;
        _textOffset = frame.TextOffset;
        _textLength = frame.Text.Length;
        Copy(frame.Text, ref _text, 0);
        Copy(frame.Marks, ref _marks, 0);
        // A frame of a known layout has fewer than one of so many groups that is read the plain way.
        var most = frame.Marks.Length + 1;
        Copy(frame.Numbers, ref _numbers, most);
        Copy(frame.Times, ref _times, most);
        _places.Set(frame.Places);
    }

    static void Copy<T>(ReadOnlySpan<T> source, ref T[] destination, int most)
    {
        var least = Math.Max(source.Length, most);
        if (destination.Length < least)
        {
            destination = new T[Math.Max(least, destination.Length * 2)];
        }

        source.CopyTo(destination);
    }
}
