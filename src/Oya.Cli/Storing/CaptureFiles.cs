using Oya.Ingest;

namespace Oya.Cli.Storing;

/// <summary>Captures in files, opened one after the other, and how far they are read.</summary>
/// <param name="captures">Which.</param>
/// <param name="input">What <c>-</c> is.</param>
sealed class CaptureFiles(IReadOnlyList<CaptureInfo> captures, Stream input)
{
    readonly long _length = captures.Sum(info => File.Exists(info.Name) ? new FileInfo(info.Name).Length : 0);
    long _before;
    CaptureSource? _source;

    /// <summary>What they are, and how each is opened.</summary>
    public IEnumerable<(CaptureInfo Info, Func<Stream> Open)> Captures =>
        captures.Select(info => (info, (Func<Stream>)(() => Open(info))));

    /// <summary>Bytes of all of them as they are stored; null for a pipe.</summary>
    public long? Length => _length > 0 ? _length : null;

    /// <summary>Bytes read so far.</summary>
    public long Position => _before + (_source?.StoredPosition ?? 0);

    CaptureSource Open(CaptureInfo info)
    {
        _before = Position;
        _source = null;
        return _source = CaptureSource.Open(info.Name, input);
    }
}
