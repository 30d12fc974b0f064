using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Oya.Teleinfo;

/// <summary>
/// Every label with its form, in the order of emission, and the way from the bytes of a label to it: its first eight as
/// one number, which no two labels have in common, say where it is in a table of 512 places that is filled once. Some
/// have a ninth (SMAXSN1-1).
/// </summary>
static class LabelTable
{
    const int Slots = 512;

    public static readonly LabelForm[] All = [.. Historic(), .. Standard()];

    public static readonly LabelForm?[] ByLabel = Index();

    // By label: its place in the order of emission, from 1 on; 0 for what is no label.
    static readonly byte[] Order = GetOrders();

    static readonly bool[] Numbers = [.. ByLabel.Select(form => form?.Kind is ValueKind.Number or ValueKind.Digits or ValueKind.Hex)];

    static readonly ExpectedGroup[] Table = Fill();

    /// <summary>True when the data of a label is digits, decimal or hexadecimal.</summary>
    public static bool IsNumber(TicLabel label) => Numbers[(int)label];

    /// <summary>
    /// The place of a label in the order in which a meter sends them, historic mode first: what comes later has a
    /// higher one.
    /// </summary>
    public static byte GetOrder(TicLabel label) => Order[(int)label];

    /// <summary>The form of a label; null when no meter of ours sends it.</summary>
    public static LabelForm? Find(ReadOnlySpan<byte> name)
    {
        var key = AsciiWord.First(name);
        ref readonly var expected = ref Table[Slot(key)];
        return expected.Key == key && expected.Form is { } form && form.Name.Length == name.Length
            && expected.LastLetter == name[^1] ? form : null;
    }

    /// <summary>
    /// The group whose label is at a place in a text, up to a space or a tab; one whose key is not the bytes there
    /// when it is no label. Eight bytes can be read there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly ExpectedGroup Expected(ReadOnlySpan<byte> text, int at, out ulong key)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
        key = word & AsciiWord.BeforeSpace(word);
        return ref Table[Slot(key)];
    }

    // Found by trial: with this factor no two labels fall on the same of 512 places.
    static int Slot(ulong key) => (int)(key * 0xF025_C283_11B3_49A7 >> 55);

    static ExpectedGroup[] Fill()
    {
        var table = new ExpectedGroup[Slots];
        // What no key is, as it ends before a space.
        Array.Fill(table, default(ExpectedGroup) with { Key = ' ' });
        foreach (var form in All)
        {
            var key = AsciiWord.First(Encoding.ASCII.GetBytes(form.Name));
            table[Slot(key)] = ExpectedGroup.From(form, key);
        }

        return table;
    }

    static LabelForm?[] Index()
    {
        var index = new LabelForm?[(int)All.Max(form => form.Label) + 1];
        foreach (var form in All)
        {
            index[(int)form.Label] = form;
        }

        return index;
    }

    static byte[] GetOrders()
    {
        var orders = new byte[ByLabel.Length];
        for (var i = 0; i < All.Length; i++)
        {
            orders[(int)All[i].Label] = (byte)(i + 1);
        }

        return orders;
    }

    // Enedis-NOI-CPT_54E §6.1 and Enedis-NOI-CPT_02E §2.5.
    static IEnumerable<LabelForm> Historic()
    {
        LabelForm Form(TicLabel label, ValueKind kind, int length, string unit, string meaning) =>
            new(label, label.ToString(), TicMode.Historic, kind, length, unit, HorodateUse.None, meaning);
        LabelForm Number(TicLabel label, int length, string unit, string meaning) =>
            Form(label, ValueKind.Number, length, unit, meaning);

        yield return Number(TicLabel.ADIR1, 3, "A", "warning: current of phase 1 above its setting");
        yield return Number(TicLabel.ADIR2, 3, "A", "warning: current of phase 2 above its setting");
        yield return Number(TicLabel.ADIR3, 3, "A", "warning: current of phase 3 above its setting");
        yield return Form(TicLabel.ADCO, ValueKind.Digits, 12, "", "address of the meter");
        yield return Form(TicLabel.OPTARIF, ValueKind.Code, 4, "", "tariff option");
        yield return Number(TicLabel.ISOUSC, 2, "A", "subscribed current");
        yield return Number(TicLabel.BASE, 9, "Wh", "index, base");
        yield return Number(TicLabel.HCHC, 9, "Wh", "index, off-peak hours");
        yield return Number(TicLabel.HCHP, 9, "Wh", "index, peak hours");
        yield return Number(TicLabel.EJPHN, 9, "Wh", "index, EJP normal hours");
        yield return Number(TicLabel.EJPHPM, 9, "Wh", "index, EJP mobile peak");
        yield return Number(TicLabel.BBRHCJB, 9, "Wh", "index, Tempo blue days, off-peak");
        yield return Number(TicLabel.BBRHPJB, 9, "Wh", "index, Tempo blue days, peak");
        yield return Number(TicLabel.BBRHCJW, 9, "Wh", "index, Tempo white days, off-peak");
        yield return Number(TicLabel.BBRHPJW, 9, "Wh", "index, Tempo white days, peak");
        yield return Number(TicLabel.BBRHCJR, 9, "Wh", "index, Tempo red days, off-peak");
        yield return Number(TicLabel.BBRHPJR, 9, "Wh", "index, Tempo red days, peak");
        yield return Number(TicLabel.PEJP, 2, "min", "notice of the EJP peak, and the peak");
        yield return Form(TicLabel.PTEC, ValueKind.Code, 4, "", "tariff period in force");
        yield return Form(TicLabel.DEMAIN, ValueKind.Code, 4, "", "Tempo colour of tomorrow");
        yield return Number(TicLabel.IINST, 3, "A", "current");
        yield return Number(TicLabel.IINST1, 3, "A", "current, phase 1");
        yield return Number(TicLabel.IINST2, 3, "A", "current, phase 2");
        yield return Number(TicLabel.IINST3, 3, "A", "current, phase 3");
        yield return Number(TicLabel.ADPS, 3, "A", "warning: current above the subscribed one");
        yield return Number(TicLabel.IMAX, 3, "A", "maximum current");
        yield return Number(TicLabel.IMAX1, 3, "A", "maximum current, phase 1");
        yield return Number(TicLabel.IMAX2, 3, "A", "maximum current, phase 2");
        yield return Number(TicLabel.IMAX3, 3, "A", "maximum current, phase 3");
        yield return Number(TicLabel.PMAX, 5, "VA", "maximum power reached");
        yield return Number(TicLabel.PAPP, 5, "VA", "apparent power, rounded to 10");
        yield return Form(TicLabel.HHPHC, ValueKind.Text, 1, "", "group of the off-peak schedule");
        yield return Form(TicLabel.MOTDETAT, ValueKind.Text, 6, "", "status word of the meter");
        yield return Form(TicLabel.PPOT, ValueKind.Hex, 2, "", "phases whose voltage is missing");
    }

    // Enedis-NOI-CPT_54E §6.2.2.
    static IEnumerable<LabelForm> Standard()
    {
        LabelForm Form(
            TicLabel label, ValueKind kind, int length, string unit, string meaning,
            HorodateUse horodate = HorodateUse.None, string? name = null) =>
            new(label, name ?? label.ToString(), TicMode.Standard, kind, length, unit, horodate, meaning);
        LabelForm Number(TicLabel label, int length, string unit, string meaning) =>
            Form(label, ValueKind.Number, length, unit, meaning);
        LabelForm Timed(TicLabel label, int length, string unit, string meaning, string? name = null) =>
            Form(label, ValueKind.Number, length, unit, meaning, HorodateUse.WithSeason, name);

        yield return Form(TicLabel.ADSC, ValueKind.Digits, 12, "", "address of the meter");
        yield return Form(TicLabel.VTIC, ValueKind.Digits, 2, "", "version of the TIC");
        yield return Form(TicLabel.DATE, ValueKind.None, 0, "", "date and time", HorodateUse.WithSeason);
        yield return Form(TicLabel.NGTF, ValueKind.Text, 16, "", "supplier's tariff calendar");
        yield return Form(TicLabel.LTARF, ValueKind.Text, 16, "", "supplier's tariff in force");
        yield return Number(TicLabel.EAST, 9, "Wh", "active energy drawn, total");
        for (var i = 0; i < 10; i++)
        {
            yield return Number(TicLabel.EASF01 + (byte)i, 9, "Wh", $"active energy drawn, supplier register {i + 1}");
        }

        for (var i = 0; i < 4; i++)
        {
            yield return Number(TicLabel.EASD01 + (byte)i, 9, "Wh", $"active energy drawn, distributor register {i + 1}");
        }

        yield return Number(TicLabel.EAIT, 9, "Wh", "active energy injected, total");
        for (var i = 0; i < 4; i++)
        {
            yield return Number(TicLabel.ERQ1 + (byte)i, 9, "VArh", $"reactive energy, quadrant {i + 1}");
        }

        for (var i = 0; i < 3; i++)
        {
            yield return Number(TicLabel.IRMS1 + (byte)i, 3, "A", $"RMS current, phase {i + 1}");
        }

        for (var i = 0; i < 3; i++)
        {
            yield return Number(TicLabel.URMS1 + (byte)i, 3, "V", $"RMS voltage, phase {i + 1}");
        }

        yield return Number(TicLabel.PREF, 2, "kVA", "subscribed power");
        yield return Number(TicLabel.PCOUP, 2, "kVA", "breaking power");
        yield return Number(TicLabel.SINSTS, 5, "VA", "apparent power drawn");
        for (var i = 0; i < 3; i++)
        {
            yield return Number(TicLabel.SINSTS1 + (byte)i, 5, "VA", $"apparent power drawn, phase {i + 1}");
        }

        yield return Timed(TicLabel.SMAXSN, 5, "VA", "maximum power drawn today");
        for (var i = 0; i < 3; i++)
        {
            yield return Timed(TicLabel.SMAXSN1 + (byte)i, 5, "VA", $"maximum power drawn today, phase {i + 1}");
        }

        yield return Timed(TicLabel.SMAXSN_1, 5, "VA", "maximum power drawn yesterday", "SMAXSN-1");
        for (var i = 0; i < 3; i++)
        {
            yield return Timed(
                TicLabel.SMAXSN1_1 + (byte)i, 5, "VA", $"maximum power drawn yesterday, phase {i + 1}", $"SMAXSN{i + 1}-1");
        }

        yield return Number(TicLabel.SINSTI, 5, "VA", "apparent power injected");
        yield return Timed(TicLabel.SMAXIN, 5, "VA", "maximum power injected today");
        yield return Timed(TicLabel.SMAXIN_1, 5, "VA", "maximum power injected yesterday", "SMAXIN-1");
        yield return Timed(TicLabel.CCASN, 5, "W", "last point of the load curve, drawn");
        yield return Timed(TicLabel.CCASN_1, 5, "W", "point before the last, drawn", "CCASN-1");
        yield return Timed(TicLabel.CCAIN, 5, "W", "last point of the load curve, injected");
        yield return Timed(TicLabel.CCAIN_1, 5, "W", "point before the last, injected", "CCAIN-1");
        for (var i = 0; i < 3; i++)
        {
            yield return Timed(TicLabel.UMOY1 + (byte)i, 3, "V", $"mean voltage, phase {i + 1}");
        }

        yield return Form(TicLabel.STGE, ValueKind.Hex, 8, "", "status register");
        for (var i = 0; i < 6; i++)
        {
            var meaning = $"{(i % 2 == 0 ? "start" : "end")} of mobile peak {i / 2 + 1}";
            yield return Form(
                TicLabel.DPM1 + (byte)i, ValueKind.Digits, 2, "", meaning, HorodateUse.WithoutSeason);
        }

        yield return Form(TicLabel.MSG1, ValueKind.Text, 32, "", "short message");
        yield return Form(TicLabel.MSG2, ValueKind.Text, 16, "", "ultra-short message");
        yield return Form(TicLabel.PRM, ValueKind.Digits, 14, "", "usage point");
        yield return Form(TicLabel.RELAIS, ValueKind.Number, 3, "", "eight relays, one bit each");
        yield return Form(TicLabel.NTARF, ValueKind.Digits, 2, "", "supplier register in force");
        yield return Form(TicLabel.NJOURF, ValueKind.Digits, 2, "", "day profile of today");
        yield return Form(TicLabel.NJOURF_1, ValueKind.Digits, 2, "", "day profile of tomorrow", name: "NJOURF+1");
        yield return Form(TicLabel.PJOURF_1, ValueKind.DayProfile, 98, "", "day profile of tomorrow, in full", name: "PJOURF+1");
        yield return Form(TicLabel.PPOINTE, ValueKind.DayProfile, 98, "", "profile of the next peak day");
    }
}
