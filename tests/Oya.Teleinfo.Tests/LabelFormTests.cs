using System.Text;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// For every label: a value of its form is valid. Another length, other characters or another mode are not.
/// </summary>
public class LabelFormTests
{
    public static TheoryData<TicLabel> Labels => [.. LabelForm.All.Select(form => form.Label)];

    static LabelForm Form(TicLabel label) => LabelForm.Find(label)!;

    static byte[] Time(LabelForm form) => form.Horodate == HorodateUse.None
        ? []
        : Encoding.ASCII.GetBytes(SampleValues.Time(form, 1).ToString());

    [Fact]
    public void There_are_34_labels_of_historic_mode_and_71_of_standard_mode()
    {
        Assert.Equal(34, LabelForm.All.Count(form => form.Mode == TicMode.Historic));
        Assert.Equal(71, LabelForm.All.Count(form => form.Mode == TicMode.Standard));
        Assert.Equal(Enum.GetValues<TicLabel>().Length - 1, LabelForm.All.Count);
        Assert.Equal(LabelForm.All.Count, LabelForm.All.Select(form => form.Name).Distinct().Count());
        Assert.Null(LabelForm.Find(TicLabel.Unknown));
    }

    [Theory, MemberData(nameof(Labels))]
    public void A_value_that_the_label_can_have_is_accepted_and_decoded(TicLabel label)
    {
        var form = Form(label);
        Assert.Equal(form, LabelForm.Find(form.Name));
        Assert.True(form.Accepts(Time(form), SampleValues.Data(form, 1)));

        var group = Assert.Single(Recorder.Decode(Frame(form, SampleValues.Data(form, 1))).Groups);
        Assert.Equal((GroupFault.None, true, form.Name, form.Mode), (group.Fault, group.Known, group.Name, group.Mode));
        Assert.Equal(Encoding.ASCII.GetString(SampleValues.Data(form, 1)), group.Data);
    }

    [Theory, MemberData(nameof(Labels))]
    public void Data_of_another_length_is_invalid(TicLabel label)
    {
        var form = Form(label);
        var data = SampleValues.Data(form, 1);
        Assert.False(form.Accepts(Time(form), [.. data, (byte)'0']));
        Assert.False(form.Accepts(Time(form), [.. data, (byte)' ', (byte)' ']));
        if (data.Length > 0)
        {
            Assert.False(form.Accepts(Time(form), data.AsSpan(1)));
            Assert.False(form.Accepts(Time(form), data.AsSpan(..^1)));
            Assert.False(form.Accepts(Time(form), default));
        }
    }

    [Theory, MemberData(nameof(Labels))]
    public void A_data_byte_that_lost_bit_6_is_invalid_except_in_free_text(TicLabel label)
    {
        var form = Form(label);
        var data = SampleValues.Data(form, 1);
        for (var at = 0; at < data.Length; at++)
        {
            byte[] flipped = [.. data];
            flipped[at] ^= 0x40;
            var isText = form.Kind == ValueKind.Text && form.Length >= 16 && flipped[at] is >= 0x20 and < 0x7F;
            Assert.Equal(isText, form.Accepts(Time(form), flipped));
        }
    }

    [Theory, MemberData(nameof(Labels))]
    public void Any_byte_at_any_index_is_valid_or_invalid_as_the_reference_says(TicLabel label)
    {
        var form = Form(label);
        var data = SampleValues.Data(form, 1);
        var time = form.Horodate == HorodateUse.None ? null : SampleValues.Time(form, 1).ToString();
        for (var at = 0; at < data.Length; at++)
        {
            var kept = data[at];
            for (var b = 0x20; b < 0x7F; b++)
            {
                data[at] = (byte)b;
                var expected = ReferenceForms.Accepts(form.Name, time, Encoding.ASCII.GetString(data));
                Assert.True(expected == form.Accepts(Time(form), data), Encoding.ASCII.GetString(data));
            }

            data[at] = kept;
        }
    }

    [Theory, MemberData(nameof(Labels))]
    public void A_byte_that_is_not_printable_is_invalid_in_data_and_horodate(TicLabel label)
    {
        var form = Form(label);
        var time = Time(form);
        var data = SampleValues.Data(form, 1);
        foreach (var part in new[] { time, data })
        {
            for (var at = 0; at < part.Length; at++)
            {
                var kept = part[at];
                foreach (var b in Enumerable.Range(0, 256).Where(b => b is < 0x20 or > 0x7E))
                {
                    part[at] = (byte)b;
                    Assert.False(form.Accepts(time, data), $"0x{b:X2} at {at}");
                }

                part[at] = kept;
            }
        }
    }

    [Theory, MemberData(nameof(Labels))]
    public void A_horodate_is_valid_only_for_a_label_that_has_one(TicLabel label)
    {
        var form = Form(label);
        var data = SampleValues.Data(form, 1);
        Assert.Equal(form.Horodate == HorodateUse.None, form.Accepts(default, data));
        Assert.Equal(form.Horodate == HorodateUse.WithSeason, form.Accepts("E260715120000"u8, data));
        Assert.Equal(form.Horodate == HorodateUse.WithSeason, form.Accepts("h260115120000"u8, data));
        Assert.Equal(form.Horodate == HorodateUse.WithoutSeason, form.Accepts(" 260715120000"u8, data));
        Assert.False(form.Accepts("E260715126000"u8, data));
        Assert.False(form.Accepts("E26071512000"u8, data));
    }

    [Theory, MemberData(nameof(Labels))]
    public void A_label_of_the_other_mode_is_unknown(TicLabel label)
    {
        var form = Form(label);
        var data = SampleValues.Data(form, 1);
        if (data.Length == 0)
        {
            return;
        }

        var other = form.Mode == TicMode.Standard ? TicMode.Historic : TicMode.Standard;
        var text = $"{form.Name}{(other == TicMode.Standard ? '\t' : ' ')}{Encoding.ASCII.GetString(data)}";
        var group = Assert.Single(Recorder.Decode(TestFrames.Raw(other, text)).Groups);
        Assert.Equal((GroupFault.None, false), (group.Fault, group.Known));
    }

    [Theory]
    [InlineData("BASE", true), InlineData("HC..", true), InlineData("EJP.", true), InlineData("BBR(", true), InlineData("BBR2", true)]
    [InlineData("BBR*", true), InlineData("BBR ", true), InlineData("BBR?", true), InlineData("BBR@", false), InlineData("BBRh", false)]
    [InlineData("HP..", false), InlineData("BASA", false), InlineData("base", false)]
    public void OPTARIF_is_one_of_four_options(string code, bool accepted) => AssertCode(TicLabel.OPTARIF, code, accepted);

    [Theory]
    [InlineData("TH..", 1), InlineData("HC..", 1), InlineData("HP..", 2), InlineData("HN..", 1), InlineData("PM..", 2)]
    [InlineData("HCJB", 1), InlineData("HPJB", 2), InlineData("HCJW", 3), InlineData("HPJW", 4), InlineData("HCJR", 5), InlineData("HPJR", 6)]
    [InlineData("HCJX", 0), InlineData("HNJB", 0), InlineData("TH. ", 0), InlineData("PMJB", 0)]
    public void PTEC_gives_the_register_in_force(string code, byte register)
    {
        AssertCode(TicLabel.PTEC, code, register != 0);
        Assert.Equal(register, TariffCodes.Register(Encoding.ASCII.GetBytes(code)));
    }

    [Theory]
    [InlineData("----", true), InlineData("BLEU", true), InlineData("BLAN", true), InlineData("ROUG", true), InlineData("VERT", false)]
    public void DEMAIN_is_a_colour_or_unknown(string code, bool accepted) => AssertCode(TicLabel.DEMAIN, code, accepted);

    [Theory]
    [InlineData("000", true), InlineData("140", true), InlineData("255", true), InlineData("256", false), InlineData("999", false)]
    public void RELAIS_has_eight_bits(string text, bool accepted) => AssertCode(TicLabel.RELAIS, text, accepted);

    [Theory]
    [InlineData("000000", true), InlineData("400000", true), InlineData("B00000", true), InlineData("0000000000", true)]
    [InlineData("p00000", false), InlineData("00000", false), InlineData("0000000", false)]
    public void MOTDETAT_has_six_characters_or_ten(string text, bool accepted) => AssertCode(TicLabel.MOTDETAT, text, accepted);

    static void AssertCode(TicLabel label, string text, bool accepted) =>
        Assert.Equal(accepted, Form(label).Accepts(default, Encoding.ASCII.GetBytes(text)));

    static byte[] Frame(LabelForm form, byte[] data) => TestFrames.Frame(w =>
    {
        if (form.Horodate == HorodateUse.None)
        {
            w.WriteGroup(form.Label, data);
        }
        else
        {
            w.WriteGroup(form.Label, SampleValues.Time(form, 1), data);
        }
    });
}
