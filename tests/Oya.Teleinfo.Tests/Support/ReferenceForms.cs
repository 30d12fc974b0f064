using System.Globalization;
using System.Text.RegularExpressions;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The form of each label as the tables of the two specifications define it, with one regular expression a row. It is
/// independent of the table of the decoder. <c>T</c> before the data means a horodate with a season, and <c>S</c> one
/// whose season is a space.
/// </summary>
static class ReferenceForms
{
    static readonly (string Label, string Data)[] Historic =
    [
        ("ADIR[123]|IINST[123]?|ADPS|IMAX[123]?", "[0-9]{3}"),
        ("ADCO", "[0-9]{12}"),
        ("OPTARIF", @"BASE|HC\.\.|EJP\.|BBR[ -?]"),
        ("ISOUSC|PEJP", "[0-9]{2}"),
        ("BASE|HCHC|HCHP|EJPHN|EJPHPM|BBRH[CP]J[BWR]", "[0-9]{9}"),
        ("PTEC", @"TH\.\.|H[CPN]\.\.|PM\.\.|H[CP]J[BWR]"),
        ("DEMAIN", "----|BLEU|BLAN|ROUG"),
        ("PMAX|PAPP", "[0-9]{5}"),
        ("HHPHC", "[A-Z]"),
        ("MOTDETAT", "[0-9A-Z]{6}|[0-9A-Z]{10}"),
        ("PPOT", "[0-9A-Fa-f]{2}"),
    ];

    const string Slot = "(([01][0-9]|2[0-3])[0-5][0-9][0-9A-Fa-f]{4}|NONUTILE)";

    // These replace a horodate. No data has these characters, not even free text.
    const string Time = "\u0001", TimeWithoutSeason = "\u0002", NoTime = "\u0003";

    static readonly (string Label, string Data)[] Standard =
    [
        ("ADSC", "[0-9]{12}"),
        ("VTIC|PREF|PCOUP|NTARF|NJOURF|NJOURF[+]1", "[0-9]{2}"),
        ("DATE", Time),
        ("NGTF|LTARF|MSG2", "[ -~]{16}"),
        ("EAST|EASF0[1-9]|EASF10|EASD0[1-4]|EAIT|ERQ[1-4]", "[0-9]{9}"),
        ("IRMS[123]|URMS[123]", "[0-9]{3}"),
        ("SINSTS[123]?|SINSTI", "[0-9]{5}"),
        ("SMAXSN[123]?(-1)?|SMAXIN(-1)?|CCASN(-1)?|CCAIN(-1)?", Time + "[0-9]{5}"),
        ("UMOY[123]", Time + "[0-9]{3}"),
        ("STGE", "[0-9A-Fa-f]{8}"),
        ("[DF]PM[123]", TimeWithoutSeason + "[0-9]{2}"),
        ("MSG1", "[ -~]{32}"),
        ("PRM", "[0-9]{14}"),
        ("RELAIS", "[01][0-9]{2}|2[0-4][0-9]|25[0-5]"),
        ("PJOURF[+]1|PPOINTE", $"{Slot}( {Slot}){{10}}"),
    ];

    // The order in which a meter sends them.
    static readonly string[] Order =
    [
        .. "ADIR1 ADIR2 ADIR3 ADCO OPTARIF ISOUSC BASE HCHC HCHP EJPHN EJPHPM BBRHCJB BBRHPJB BBRHCJW BBRHPJW".Split(' '),
        .. "BBRHCJR BBRHPJR PEJP PTEC DEMAIN IINST IINST1 IINST2 IINST3 ADPS IMAX IMAX1 IMAX2 IMAX3 PMAX PAPP".Split(' '),
        .. "HHPHC MOTDETAT PPOT ADSC VTIC DATE NGTF LTARF EAST EASF01 EASF02 EASF03 EASF04 EASF05 EASF06".Split(' '),
        .. "EASF07 EASF08 EASF09 EASF10 EASD01 EASD02 EASD03 EASD04 EAIT ERQ1 ERQ2 ERQ3 ERQ4 IRMS1 IRMS2".Split(' '),
        .. "IRMS3 URMS1 URMS2 URMS3 PREF PCOUP SINSTS SINSTS1 SINSTS2 SINSTS3 SMAXSN SMAXSN1 SMAXSN2".Split(' '),
        .. "SMAXSN3 SMAXSN-1 SMAXSN1-1 SMAXSN2-1 SMAXSN3-1 SINSTI SMAXIN SMAXIN-1 CCASN CCASN-1 CCAIN".Split(' '),
        .. "CCAIN-1 UMOY1 UMOY2 UMOY3 STGE DPM1 FPM1 DPM2 FPM2 DPM3 FPM3 MSG1 MSG2 PRM RELAIS NTARF".Split(' '),
        .. "NJOURF NJOURF+1 PJOURF+1 PPOINTE".Split(' '),
    ];

    static readonly Dictionary<(TicMode, string), Regex> Forms =
        Table(TicMode.Historic, Historic).Concat(Table(TicMode.Standard, Standard)).ToDictionary();

    public static int Count => Forms.Count;

    public static int GetRank(string label) => Array.IndexOf(Order, label);

    public static bool IsKnown(TicMode mode, string label) => Forms.ContainsKey((mode, label));

    public static bool Accepts(string label, string? time, string data)
    {
        // No label is in both modes.
        var form = Forms.GetValueOrDefault((TicMode.Standard, label)) ?? Forms[(TicMode.Historic, label)];
        return form.IsMatch(time is null ? data : TimeKind(time) + data);
    }

    static string TimeKind(string time)
    {
        var exists = time.Length == 13 && time.Skip(1).All(char.IsAsciiDigit) && DateTime.TryParseExact(
            "20" + time[1..], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return !exists ? NoTime : "HEhe".Contains(time[0]) ? Time : time[0] == ' ' ? TimeWithoutSeason : NoTime;
    }

    static IEnumerable<KeyValuePair<(TicMode, string), Regex>> Table(TicMode mode, (string Label, string Data)[] rows) =>
        from form in LabelForm.All
        from row in rows
        where Regex.IsMatch(form.Name, $@"^({row.Label})\z")
        select KeyValuePair.Create((mode, form.Name), new Regex($@"^({row.Data})\z", RegexOptions.Compiled));
}
