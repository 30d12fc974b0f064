namespace Oya.Proof;

/// <summary>
/// A meter that never was: its identity, registers and measures are drawn, and move from frame to frame as those of a
/// meter do.
/// </summary>
public sealed partial class InventedMeter
{
    // Registers in use of a supplier's calendar; the others stay 0, as on most meters.
    readonly long[] _supplier = new long[10];
    readonly long[] _distributor = new long[4];
    readonly long[] _other = new long[6];
    readonly int[] _amperes = new int[3];
    readonly int[] _volts = new int[3];
    readonly int[] _maxima = new int[10];
    readonly int[] _curve = new int[4];
    readonly long _address;
    readonly long _prm;
    readonly int _subscribed;
    readonly uint _status;
    readonly int _register;
    readonly string _message;
    readonly string _profile;
    readonly string _peakProfile;
    readonly int[] _offsets = new int[16];
    readonly int _choice;
    Dice _dice;
    Instant _now;

    public InventedMeter(MeterKind kind, Dice dice)
    {
        Kind = kind;
        _dice = dice;
        _address = (long)(_dice.Next() % 1_000_000_000_000);
        _prm = (long)(_dice.Next() % 100_000_000_000_000);
        _now = new(1_577_836_800 + _dice.Below(400_000_000));
        var used = _dice.Between(1, 10);
        Draw(_supplier.AsSpan(0, used));
        Draw(_distributor.AsSpan(0, Math.Min(used, 4)));
        Draw(_other);
        for (var i = 0; i < _maxima.Length; i++)
        {
            _maxima[i] = _dice.Below(12_000);
        }

        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = _dice.Below(86_400);
        }

        for (var i = 0; i < _curve.Length; i++)
        {
            _curve[i] = _dice.Below(9_000);
        }

        _subscribed = _dice.Between(3, 36);
        _status = (uint)_dice.Next();
        _register = _dice.Between(1, used);
        _choice = _dice.Below(1 << 20);
        _message = Message(ref _dice);
        _profile = Profile(ref _dice);
        _peakProfile = Profile(ref _dice);
        Measure();
    }

    public MeterKind Kind { get; }

    /// <summary>Writes the frame of now, and lets a second or two go by.</summary>
    public void Write(TicWriter w)
    {
        w.BeginFrame();
        if (MeterKinds.GetMode(Kind) == TicMode.Standard)
        {
            WriteStandard(w);
        }
        else
        {
            WriteHistoric(w);
        }

        w.EndFrame();
        GoOn();
    }

    void GoOn()
    {
        _now = _now.AddSeconds(_dice.Between(1, 2));
        var wh = _dice.Below(3);
        _supplier[_register - 1] += wh;
        _distributor[(_register - 1) % 4] += wh;
        _other[_dice.Below(_other.Length)] += _dice.Below(2);
        Measure();
    }

    void Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            _amperes[i] = _dice.Below(60);
            _volts[i] = _dice.Between(215, 245);
        }
    }

    void Draw(Span<long> registers)
    {
        foreach (ref var register in registers)
        {
            // From a meter of yesterday to one of twenty years.
            register = _dice.Below(_dice.From<int>([10_000, 1_000_000, 30_000_000, 300_000_000]));
        }
    }

    static string Message(ref Dice dice) => dice.From<string>(
        ["PAS DE          MESSAGE         ", "COUPURE PREVUE LE 14/11 DE 9H-11", "0123456789 abcdefghij ~{}[]@^_`!"]);

    static string Profile(ref Dice dice)
    {
        var used = dice.Between(1, 11);
        var blocks = new string[11];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = i < used
                ? $"{2 * i:D2}{30 * dice.Below(2):D2}{dice.Below(0x10000):X4}"
                : "NONUTILE";
        }

        return string.Join(' ', blocks);
    }
}
