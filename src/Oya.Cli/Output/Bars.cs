namespace Oya.Cli.Output;

/// <summary>A bar in text: eighths of a column, or hash signs where only ASCII can be shown.</summary>
static class Bars
{
    const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>A bar of at most <paramref name="columns"/> columns, without trailing spaces.</summary>
    /// <param name="value">Its length; what is negative or absent draws nothing.</param>
    /// <param name="maximum">The value that fills every column.</param>
    /// <param name="columns">Columns of the whole bar.</param>
    /// <param name="ascii">Whole columns of <c>#</c> only.</param>
    public static string Draw(double? value, double maximum, int columns, bool ascii = false)
    {
        if (value is not > 0 || maximum <= 0 || columns <= 0)
        {
            return "";
        }

        var filled = Math.Min(1, value.Value / maximum) * columns;
        if (ascii)
        {
            // A value that is there is seen, however small.
            return new string('#', Math.Max(1, (int)Math.Round(filled)));
        }

        var eighths = Math.Max(1, (int)Math.Round(filled * 8));
        var bar = new string(Eighths[8], eighths / 8);
        return eighths % 8 == 0 ? bar : bar + Eighths[eighths % 8];
    }
}
