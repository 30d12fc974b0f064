using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Oya.Teleinfo;

/// <summary>
/// Which days there are from 2000 to 2099, by the six digits AAMMJJ of a horodate taken as one number: the year times 32
/// plus the month, times 64, plus the day. A day is found without a division or a decision, and so is one that does not
/// exist.
/// </summary>
static class Calendar
{
    public const int MonthsInYear = 32, DaysInMonth = 64, SecondsInDay = 86_400;

    // For each year and month: days from 1970 to the day before its first, times 64, plus how many days it has; 0 where
    // there is no such month. The digits of a month can say 0 to 19.
    static readonly int[] Months = Fill();

    /// <summary>Seconds from 1970 to the beginning of a day, on a clock without offset.</summary>
    /// <param name="code">Of digits whose tens are no more than 9, 1 and 3.</param>
    /// <param name="sign">Gets its sign when there is no such day.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Day(uint code, ref long sign)
    {
        var month = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Months), (nint)(code / DaysInMonth));
        var day = (int)(code % DaysInMonth);
        sign |= (long)(day - 1 | month % DaysInMonth - day);
        return (long)(month / DaysInMonth + day) * SecondsInDay;
    }

    static int[] Fill()
    {
        var months = new int[100 * MonthsInYear];
        for (var year = 0; year < 100; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                var before = new DateOnly(2000 + year, month, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber - 1;
                months[year * MonthsInYear + month] = before * DaysInMonth + DateTime.DaysInMonth(2000 + year, month);
            }
        }

        return months;
    }
}
