using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>A value that each label can have.</summary>
static class SampleValues
{
    public static Horodate Time(LabelForm form, int i)
    {
        var time = Horodate.FromInstant(TestFrames.Start.AddSeconds((int)form.Label * 60).AddSeconds(i));
        return form.Horodate == HorodateUse.WithoutSeason ? new(' ', time.Local) : time;
    }

    public static byte[] Data(LabelForm form, int i) => Encoding.ASCII.GetBytes(Text(form, i));

    static string Text(LabelForm form, int i) => form.Kind switch
    {
        _ when form.Label is TicLabel.ADCO or TicLabel.ADSC => "041876000321",
        _ when form.Label == TicLabel.RELAIS => $"{i % 256:D3}",
        _ when form.Label == TicLabel.HHPHC => "A",
        _ when form.Label == TicLabel.MOTDETAT => "4000B0",
        ValueKind.Number or ValueKind.Digits => Digits(form, i),
        ValueKind.Hex => ((int)form.Label * 16 + i).ToString($"X{form.Length}")[^form.Length..],
        ValueKind.Code => form.Label switch
        {
            TicLabel.OPTARIF => "BBR(",
            TicLabel.PTEC => "HPJR",
            _ => "BLAN",
        },
        ValueKind.DayProfile => $"0000C001 0620800{i % 10} 2220{i % 0x10000:X4}"
            + string.Concat(Enumerable.Repeat(" NONUTILE", 8)),
        ValueKind.None => "",
        _ => $"{form.Name} {i}".PadLeft(form.Length / 2 + 5).PadRight(form.Length)[..form.Length],
    };

    static string Digits(LabelForm form, int i)
    {
        var text = $"{(int)form.Label * 1000 + i}".PadLeft(form.Length, '0');
        return text[^form.Length..];
    }
}
