namespace Oya.Teleinfo;

/// <summary>A copy of a frame. The arrays grow with the longest frame, and each frame reuses them.</summary>
sealed class FrameCopy
{
    readonly LabelIndex _index = new();
    FrameSummary _summary;
    byte[] _text = [];
    int _textLength;
    long _textOffset;
    GroupSlice[] _slices = [];
    long[] _numbers = [];
    long[] _times = [];

    public TicFrame Frame =>
        new(_summary, _text.AsSpan(0, _textLength), _textOffset, _slices, _numbers, _times, _index);

    public void Take(in TicFrame frame)
    {
        _summary = frame.Summary;
        _textOffset = frame.TextOffset;
        _textLength = frame.Text.Length;
        Copy(frame.Text, ref _text, 0);
        Copy(frame.Slices, ref _slices, 0);
        // A frame of a known layout has fewer numbers than one of as many groups that takes the scalar path.
        var max = frame.Slices.Length + 1;
        Copy(frame.Numbers, ref _numbers, max);
        Copy(frame.Times, ref _times, max);
        _index.Set(frame.LabelIndex);
    }

    static void Copy<T>(ReadOnlySpan<T> source, ref T[] destination, int max)
    {
        var min = Math.Max(source.Length, max);
        if (destination.Length < min)
        {
            destination = new T[Math.Max(min, destination.Length * 2)];
        }

        source.CopyTo(destination);
    }
}
