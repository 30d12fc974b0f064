using System.Globalization;

namespace Oya.Aggregation;

/// <summary>The power axis: from zero to a round number above the highest point, in round steps.</summary>
/// <param name="Step">Watts between two lines.</param>
/// <param name="Top">Watts at the upper edge.</param>
readonly record struct CurveScale(int Step, int Top)
{
    // Without a minimum, a standby power of 3 W would fill the picture.
    const int MinTop = 200;
    const int MaxLines = 6;

    /// <summary><c>W</c>, or <c>kW</c> when the axis reaches a kilowatt.</summary>
    public string Unit => Top >= 1000 ? "kW" : "W";

    public static CurveScale Fit(IEnumerable<int?> watts)
    {
        var highest = Math.Max(MinTop, watts.Max() ?? 0);
        var step = 50;
        for (var i = 0; (highest + step - 1L) / step > MaxLines; i++)
        {
            // 50, 100, 200, 500, 1000, …
            step = i % 3 == 2 ? step / 2 * 5 : step * 2;
        }

        return new(step, (highest + step - 1) / step * step);
    }

    /// <summary>The label of a value on the axis, in French: <c>1,5</c>.</summary>
    public string Label(int watts) => Top >= 1000
        ? (watts / 1000m).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',')
        : watts.ToString(CultureInfo.InvariantCulture);
}
