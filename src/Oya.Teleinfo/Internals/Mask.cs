namespace Oya.Teleinfo;

/// <summary>Masks the identifier of a household before a person sees it: <c>1450*******001</c>.</summary>
static class Mask
{
    public static string Digits(string digits) =>
        string.Concat(digits.AsSpan(0, 4), new string('*', digits.Length - 7), digits.AsSpan(digits.Length - 3));
}
