using System.Text;

namespace Oya.Cli.Output;

/// <summary>Where results are written: a file, or the standard output, which stays open.</summary>
static class OutputFile
{
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    public static Stream Open(string? path, Terminal terminal)
    {
        if (path is null)
        {
            terminal.Out.Flush();
            return new BufferedStream(new KeptOpen(terminal.Output), 64 << 10);
        }

        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 << 10);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OyaException(
                ExitCode.Usage, $"cannot write '{path}': {exception.Message}", "choose another file for -o", exception);
        }
    }

    /// <summary>Leaves the standard output open when the writer of one result is disposed.</summary>
    sealed class KeptOpen(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
