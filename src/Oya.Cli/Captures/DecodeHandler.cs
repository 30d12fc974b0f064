using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>
/// Writes groups or frames as rows. It ends early at the row limit and, with <c>--strict</c>, at an invalid group.
/// </summary>
abstract class DecodeHandler(DecodeSettings settings, RowWriter rows) : ITicHandler
{
    /// <summary>The capture being read.</summary>
    protected string File { get; private set; } = "";

    /// <summary>The history of the meters in this capture.</summary>
    protected MeterHistory History { get; private set; } = new();

    /// <summary>Number of frames in the selected mode.</summary>
    public long Frames { get; private set; }

    /// <summary>True when the row limit is reached.</summary>
    public bool IsDone => settings.Limit is { } limit && rows.Count >= limit;

    protected DecodeSettings Settings => settings;

    protected RowWriter Rows => rows;

    /// <summary>Starts the next capture.</summary>
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
            // A frame with no meter, or with two, has values of an unknown meter.
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
                var file = File == "-" ? "standard input" : File;
                throw new OyaException(
                    ExitCode.BadData,
                    $"{file}: invalid group (wrong {GroupText.Describe(group.Fault)}) at byte {group.Offset}, "
                    + $"frame {frame.Summary.Ordinal}{label}",
                    "leave out --strict to continue past it");
            }
        }
    }

    /// <summary>Writes the rows of a frame. The reading is null when the meter is unknown.</summary>
    protected abstract void Write(in TicFrame frame, Reading? reading);
}
