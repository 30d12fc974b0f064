namespace Oya.Teleinfo;

/// <summary>How an identifier of a household is shown to a person: <c>1450*******001</c>.</summary>
static class Mask
{
    public static string Digits(string digits) =>
        string.Concat(digits.AsSpan(0, 4), new string('*', digits.Length - 7), digits.AsSpan(digits.Length - 3));
}
