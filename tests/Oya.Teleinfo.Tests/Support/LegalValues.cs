using System.Text;
using CsCheck;

namespace Oya.Teleinfo.Tests;

/// <summary>A group of a label, with any value that the label can have.</summary>
sealed record LegalGroup(LabelForm Form, Horodate? Horodate, string Data)
{
    public void WriteTo(TicWriter writer)
    {
        var data = Encoding.ASCII.GetBytes(Data);
        if (Horodate is { } horodate)
        {
            writer.WriteGroup(Form.Label, horodate, data);
        }
        else
        {
            writer.WriteGroup(Form.Label, data);
        }
    }
}

/// <summary>Generates frames of any labels of one mode, in their order, with any values that they can have.</summary>
static class LegalValues
{
    static readonly Gen<string> Block = Gen.OneOf(
        Gen.Const("NONUTILE"),
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 0xFFFF], (h, m, action) => $"{h:D2}{m:D2}{action:X4}"));

    static readonly Gen<Horodate> Time = Gen.Select(
        // 2000 to 2099 in Paris.
        Gen.Long[946_681_200, 4_102_441_199], Gen.Bool, (seconds, degraded) =>
        {
            var right = Horodate.FromInstant(new(seconds));
            return new Horodate(degraded ? char.ToLowerInvariant(right.Season) : right.Season, right.Local);
        });

    public static Gen<LegalGroup[]> Frame { get; } = Gen.OneOf(From(TicMode.Standard), From(TicMode.Historic));

    public static Gen<LegalGroup> Group(LabelForm form) => form.Horodate switch
    {
        HorodateUse.None => Data(form).Select(data => new LegalGroup(form, null, data)),
        HorodateUse.WithSeason => Time.Select(Data(form), (time, data) => new LegalGroup(form, time, data)),
        _ => Time.Select(Data(form), (time, data) => new LegalGroup(form, new Horodate(' ', time.Local), data)),
    };

    static Gen<LegalGroup[]> From(TicMode mode)
    {
        var forms = LabelForm.All.Where(form => form.Mode == mode).ToArray();
        return Gen.ShuffleSelect(forms.Select(Group).ToArray(), 1, forms.Length)
            .Select(groups => groups.OrderBy(group => group.Form.Label).ToArray());
    }

    static Gen<string> Data(LabelForm form) => form.Kind switch
    {
        _ when form.Label == TicLabel.RELAIS => Gen.Int[0, 255].Select(bits => $"{bits:D3}"),
        _ when form.Label == TicLabel.HHPHC => Gen.Char['A', 'Z'].Select(c => $"{c}"),
        _ when form.Label == TicLabel.MOTDETAT => Characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", form.Length),
        _ when form.Label == TicLabel.OPTARIF => Gen.OneOf("BASE", "HC..", "EJP.", "BBR(", "BBR2", "BBR*", "BBR?"),
        _ when form.Label == TicLabel.DEMAIN => Gen.OneOf("----", "BLEU", "BLAN", "ROUG"),
        _ when form.Label == TicLabel.PTEC => Gen.OneOf(
            "TH..", "HC..", "HP..", "HN..", "PM..", "HCJB", "HPJB", "HCJW", "HPJW", "HCJR", "HPJR"),
        ValueKind.Number or ValueKind.Digits => Characters("0123456789", form.Length),
        ValueKind.Hex => Characters("0123456789ABCDEFabcdef", form.Length),
        ValueKind.DayProfile => Block.Array[11].Select(blocks => string.Join(' ', blocks)),
        ValueKind.Text => Gen.Char[' ', '~'].Array[form.Length].Select(text => new string(text)),
        _ => Gen.Const(""),
    };

    static Gen<string> Characters(string of, int length) =>
        Gen.Int[0, of.Length - 1].Array[length].Select(places => string.Concat(places.Select(i => of[i])));
}
