using System.Xml.Linq;

namespace Oya.Teleinfo.Tests;

/// <summary>
/// The documentation of a label, as an editor shows it, agrees with the form that the decoder checks.
/// </summary>
public class DocumentationTests
{
    static readonly Dictionary<string, string> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Oya.Teleinfo.xml")).Descendants("member")
        .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")?.Value.Trim() ?? "");

    public static TheoryData<TicLabel> Labels => [.. LabelForm.All.Select(form => form.Label)];

    [Theory, MemberData(nameof(Labels))]
    public void A_label_is_documented_with_its_meaning_unit_and_range(TicLabel label) => Assert.Equal(
        SummaryOf(LabelForm.Find(label)!), Summaries[$"F:Oya.Teleinfo.TicLabel.{label}"]);

    static string SummaryOf(LabelForm form)
    {
        var named = form.Name == form.Label.ToString() ? "" : $"{form.Name}: ";
        var time = form.Horodate switch
        {
            HorodateUse.WithSeason when form.Kind == ValueKind.None => " in a horodate",
            HorodateUse.WithSeason => ", with a horodate",
            HorodateUse.WithoutSeason => ", with a horodate without season",
            _ => "",
        };
        var text = $"{named}{form.Meaning}{Range(form)}{time} ({(form.Mode == TicMode.Standard ? "§6.2.2" : "§6.1")}).";
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    static string Range(LabelForm form) => form.Kind switch
    {
        ValueKind.Number when form.Label == TicLabel.RELAIS => ", 0..255",
        ValueKind.Number => $", 0..{Grouped(form.Length)} {form.Unit}",
        ValueKind.Digits => $", {form.Length} digits",
        ValueKind.Hex => $", {form.Length} hexadecimal digits",
        ValueKind.Code => $", {form.Length} characters of a closed list",
        ValueKind.Text => $", {form.Length} {(form.Length == 1 ? "character" : "characters")}",
        ValueKind.DayProfile => ", 11 slots",
        _ => "",
    };

    static string Grouped(int digits) =>
        ((long)Math.Pow(10, digits) - 1).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', ' ');
}
