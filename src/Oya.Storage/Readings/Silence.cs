namespace Oya.Storage;

/// <summary>A time of which a meter has no reading.</summary>
static class Silence
{
    /// <summary>
    /// The longest over which an unchanged index is taken for a power cut, and the days inside are built: 35 days, as long
    /// as readings are kept. A clock that once said 2099 does not have seventy years of days built.
    /// </summary>
    public const long LongestSeconds = 35 * 86_400;
}
