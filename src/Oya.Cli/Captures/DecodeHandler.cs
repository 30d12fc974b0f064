using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>Groups and frames to rows. It ends early at the limit, or at a refused group where none may be.</summary>
abstract class DecodeHandler(DecodeSettings settings, RowWriter rows) : ITicHandler
{
    /// <summary>The capture being read.</summary>
    protected string File { get; private set; } = "";

    /// <summary>What is known of the meters of this capture.</summary>
    protected MeterHistory History { get; private set; } = new();

    /// <summary>Frames of the wanted mode.</summary>
    public long Frames { get; private set; }

    /// <summary>No more rows are wanted.</summary>
    public bool IsDone => settings.Limit is { } limit && rows.Count >= limit;

    protected DecodeSettings Settings => settings;

    protected RowWriter Rows => rows;

    /// <summary>Another capture is read from here on.</summary>
    public void Begin(string file)
    {
        File = file;
        History = new();
    }

    public void OnFrame(in TicFrame frame)
    {
        if (IsDone)
        {
            return;
        }

        if (settings.Mode is null || settings.Mode == frame.Mode)
        {
            Frames++;
            // Without a meter, or with two, nobody knows whose values these are.
            var isMixed = frame.Read(out var reading) == ReadingOutcome.NoMeter;
            Write(frame, isMixed ? null : reading);
        }

        if (settings.Strict)
        {
            RejectInvalid(frame);
        }
    }

    void RejectInvalid(in TicFrame frame)
    {
        foreach (var group in frame.Groups)
        {
            if (!group.IsValid)
            {
                var label = group.Name.IsEmpty ? "" : $", label {GroupText.Printable(group.Name)}";
                throw new OyaException(
                    ExitCode.BadData,
                    $"{(File == "-" ? "standard input" : File)}: group refused (wrong {GroupText.Describe(group.Fault)}) "
                    + $"at byte {group.Offset}, frame {frame.Summary.Ordinal}{label}",
                    "leave out --strict to read on");
            }
        }
    }

    /// <summary>Writes the rows of the frame; without a reading nobody knows whose values they are.</summary>
    protected abstract void Write(in TicFrame frame, Reading? reading);
}
