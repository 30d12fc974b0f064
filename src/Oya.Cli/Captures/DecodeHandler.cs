using Oya.Cli.Output;
using Oya.Teleinfo;

namespace Oya.Cli.Captures;

/// <summary>Groups and frames to rows. It ends early at the limit, or at a refused group where none may be.</summary>
abstract class DecodeHandler(DecodeSettings settings, RowWriter rows) : ITicHandler
{
    ReadingBuilder _reading;
    Instant? _date;
    RefusedGroup? _firstRefused;

    /// <summary>The capture being read.</summary>
    public string File { get; set; } = "";

    /// <summary>Frames of the wanted mode.</summary>
    public long Frames { get; private set; }

    /// <summary>No more rows are wanted.</summary>
    public bool IsDone => settings.Limit is { } limit && rows.Count >= limit;

    protected DecodeSettings Settings => settings;

    protected RowWriter Rows => rows;

    public void OnGroup(in TicGroup group)
    {
        if (IsDone)
        {
            return;
        }

        if (group.IsRight)
        {
            _reading.Add(group);
            _date = group.Label == TicLabel.DATE ? group.Horodate.ToInstant() : _date;
        }
        else if (settings.Strict && _firstRefused is null)
        {
            _firstRefused = RefusedGroup.Of(group);
        }

        Add(group);
    }

    public void OnFrame(in FrameSummary frame)
    {
        if (IsDone)
        {
            return;
        }

        var outcome = _reading.Complete(frame, out var reading);
        var isMixed = outcome == ReadingOutcome.NoMeter;
        if (settings.Mode is null || settings.Mode == frame.Mode)
        {
            Frames++;
            Write(frame, isMixed ? null : reading, _date);
        }

        _date = null;
        Clear();
        if (_firstRefused is { } refused)
        {
            var label = refused.Label.Length == 0 ? "" : $", label {refused.Label}";
            throw new OyaException(
                ExitCode.BadData,
                $"{(File == "-" ? "standard input" : File)}: group refused (wrong {GroupText.Of(refused.Fault)}) "
                + $"at byte {refused.Offset}, frame {frame.Ordinal}{label}",
                "leave out --strict to read on");
        }
    }

    /// <summary>Takes in a group of the frame in progress.</summary>
    protected abstract void Add(in TicGroup group);

    /// <summary>Writes the rows of the frame; without a reading nobody knows whose values they are.</summary>
    protected abstract void Write(in FrameSummary frame, Reading? reading, Instant? date);

    /// <summary>Forgets the groups of the frame.</summary>
    protected abstract void Clear();
}
