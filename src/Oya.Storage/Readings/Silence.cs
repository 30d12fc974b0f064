namespace Oya.Storage;

/// <summary>A period without a reading of a meter.</summary>
static class Silence
{
    /// <summary>
    /// The longest period over which an unchanged index is taken for a power cut, and the days inside are built: 35
    /// days, as long as readings are kept. Without this limit, a clock that once showed 2099 would have seventy years
    /// of days built.
    /// </summary>
    public const long LongestSeconds = 35 * 86_400;
}
