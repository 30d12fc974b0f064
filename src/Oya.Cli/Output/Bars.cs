namespace Oya.Cli.Output;

/// <summary>Draws a bar as text: in eighths of a column, or with hash signs where only ASCII is available.</summary>
static class Bars
{
    const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>A bar of at most <paramref name="columns"/> columns, without trailing spaces.</summary>
    /// <param name="value">Its length. A negative or missing value draws nothing.</param>
    /// <param name="maximum">The value that fills every column.</param>
    /// <param name="columns">Columns of the whole bar.</param>
    /// <param name="ascii">Use only whole columns of <c>#</c>.</param>
    public static string Draw(double? value, double maximum, int columns, bool ascii = false)
    {
        if (value is not > 0 || maximum <= 0 || columns <= 0)
        {
            return "";
        }

        var filled = Math.Min(1, value.Value / maximum) * columns;
        if (ascii)
        {
            // Even the smallest positive value is visible.
            return new string('#', Math.Max(1, (int)Math.Round(filled)));
        }

        var eighths = Math.Max(1, (int)Math.Round(filled * 8));
        var bar = new string(Eighths[8], eighths / 8);
        return eighths % 8 == 0 ? bar : bar + Eighths[eighths % 8];
    }
}
